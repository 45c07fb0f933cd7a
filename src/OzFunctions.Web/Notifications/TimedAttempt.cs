using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Notifications;

/// <summary>Makes a delivery attempt within its endpoint's timeout, and maps exceptions to answers.</summary>
internal static class TimedAttempt
{
    /// <summary>Makes an attempt.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="time">The clock.</param>
    /// <param name="attempt">The attempt, which ends when its token is cancelled.</param>
    /// <param name="answerOf">Maps an exception to an answer; null for one that is not a failure of the endpoint.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The result of the attempt.</returns>
    public static async Task<AttemptResult> RunAsync(
        NotificationEndpoint endpoint,
        TimeProvider time,
        Func<CancellationToken, Task<AttemptResult>> attempt,
        Func<Exception, AttemptResult?> answerOf,
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
            // Several attempts may share the opening of a connection, which can time out before this attempt does.
            return new AttemptResult(null, $"no complete response within {endpoint.Timeout.TotalSeconds:0.#} s", TimedOut: true);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && answerOf(e) is { } answer)
        {
            return answer;
        }
    }
}
