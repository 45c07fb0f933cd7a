using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Notifications;

/// <summary>Makes an attempt within its endpoint's time, and an answer of what it throws.</summary>
internal static class TimedAttempt
{
    /// <summary>Makes an attempt.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="time">The clock.</param>
    /// <param name="attempt">Makes it, until the token is cancelled.</param>
    /// <param name="answerOf">Makes an answer of an exception; null for one that is no failure of the endpoint.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it.</returns>
    public static async Task<DeliveryAnswer> RunAsync(
        NotificationEndpoint endpoint,
        TimeProvider time,
        Func<CancellationToken, Task<DeliveryAnswer>> attempt,
        Func<Exception, DeliveryAnswer?> answerOf,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(endpoint.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await attempt(both.Token);
        }
        catch (Exception e) when ((timeout.IsCancellationRequested || e is OperationCanceledException) && !cancellationToken.IsCancellationRequested)
        {
            // A connection that another attempt began may run out of its time before this attempt does.
            return new DeliveryAnswer(null, $"no whole answer within {endpoint.Timeout.TotalSeconds:0.#} s", TimedOut: true);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && answerOf(e) is { } answer)
        {
            return answer;
        }
    }
}
