using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Makes one delivery attempt through an SDK, without the SDK's retries. If the service finds the notification too large, a reduced one is sent.</summary>
internal static class DestinationAttempt
{
    /// <summary>Makes an attempt.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="maxBytes">The largest body in bytes. A larger one is not sent.</param>
    /// <param name="send">Sends a body, a CloudEvent. Its task completes when the service has accepted it.</param>
    /// <param name="answerOf">Maps the SDK's exceptions to answers; null for an exception that <see cref="DestinationErrors"/> maps.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The result of the attempt.</returns>
    public static async Task<AttemptResult> RunAsync(
        Notification notification,
        int maxBytes,
        Func<byte[], CancellationToken, Task> send,
        Func<Exception, AttemptResult?> answerOf,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var answer = await TimedAttempt.RunAsync(
            notification.Endpoint,
            time,
            token => SendAsync(notification, maxBytes, send, answerOf, token),
            DestinationErrors.AnswerTo,
            cancellationToken);

        // Name the service for operators, because the endpoint's name may not.
        return answer.Error is { } error ? answer with { Error = $"{notification.Endpoint.Kind}: {error}" } : answer;
    }

    private static async Task<AttemptResult> SendAsync(
        Notification notification, int maxBytes, Func<byte[], CancellationToken, Task> send, Func<Exception, AttemptResult?> answerOf, CancellationToken cancellationToken)
    {
        for (var data = notification.Data; data is not null; data = ReducedData.Of(data))
        {
            var body = CloudEvent.Of(notification.Delivery, data);
            try
            {
                if (body.Length <= maxBytes)
                {
                    // An SDK may ignore the token. Its call then continues in the background.
                    await send(body, cancellationToken).WaitAsync(cancellationToken);
                    return AttemptResult.Accepted;
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && answerOf(e) is { } answer)
            {
                if (answer != DestinationErrors.TooLarge)
                {
                    return answer;
                }
            }
        }

        return DestinationErrors.TooLarge;
    }
}
