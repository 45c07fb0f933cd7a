using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Makes one attempt through an SDK, without its retries: where the service finds the notification too large, again with less in it.</summary>
internal static class DestinationAttempt
{
    /// <summary>Makes an attempt.</summary>
    /// <param name="notification">What to send.</param>
    /// <param name="maxBytes">How large a body the service takes; what is larger is not tried.</param>
    /// <param name="send">Sends a body, a CloudEvent, and ends when the service has taken it.</param>
    /// <param name="answerOf">Makes an answer of what it throws; null for what only <see cref="DestinationErrors"/> knows.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it.</returns>
    public static async Task<DeliveryAnswer> RunAsync(
        Notification notification,
        int maxBytes,
        Func<byte[], CancellationToken, Task> send,
        Func<Exception, DeliveryAnswer?> answerOf,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var answer = await TimedAttempt.RunAsync(
            notification.Endpoint,
            time,
            token => SendAsync(notification, maxBytes, send, answerOf, token),
            DestinationErrors.AnswerTo,
            cancellationToken);

        // An operator sees of which service it is also where the endpoint's name does not say so.
        return answer.Error is { } error ? answer with { Error = $"{notification.Endpoint.Kind}: {error}" } : answer;
    }

    private static async Task<DeliveryAnswer> SendAsync(
        Notification notification, int maxBytes, Func<byte[], CancellationToken, Task> send, Func<Exception, DeliveryAnswer?> answerOf, CancellationToken cancellationToken)
    {
        for (var data = notification.Data; data is not null; data = ReducedData.Of(data))
        {
            var body = CloudEvent.Of(notification.Delivery, data);
            try
            {
                if (body.Length <= maxBytes)
                {
                    // An SDK that does not see the token in time goes on alone, as a request goes on whose answer nobody waits for.
                    await send(body, cancellationToken).WaitAsync(cancellationToken);
                    return DeliveryAnswer.Accepted;
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
