using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace OzFunctions.Storage;

/// <summary>
/// Retries with exponential backoff, but ends an operation with all its retries within a limit. The SDK bounds each attempt only: storage that
/// accepts connections and does not answer would otherwise hold a caller for four time-outs.
/// </summary>
/// <param name="limit">The longest that an operation may take, retries included.</param>
/// <param name="time">The clock.</param>
internal sealed class BoundedRetryPolicy(TimeSpan limit, TimeProvider time) : RetryPolicy(
    maxRetries: 3, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2)))
{
    // An attempt with less time than this left would only fail.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    protected override void OnSendingRequest(HttpMessage message)
    {
        if (message.ProcessingContext.RetryNumber == 0)
        {
            message.SetProperty(typeof(BoundedRetryPolicy), time.GetTimestamp());
        }

        message.NetworkTimeout = Left(message);
    }

    /// <inheritdoc/>
    protected override ValueTask OnSendingRequestAsync(HttpMessage message)
    {
        OnSendingRequest(message);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => Left(message) > Shortest + Asked(message) && base.ShouldRetry(message, exception);

    /// <inheritdoc/>
    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        Left(message) > Shortest + Asked(message) && await base.ShouldRetryAsync(message, exception);

    // The SDK waits for as long as the service asks, which may be longer than what is left.
    private static TimeSpan Asked(HttpMessage message) =>
        message.HasResponse && message.Response.Headers.TryGetValue("Retry-After", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;

    private TimeSpan Left(HttpMessage message)
    {
        var left = message.TryGetProperty(typeof(BoundedRetryPolicy), out var began) ? limit - time.GetElapsedTime((long)began!) : limit;
        return left > Shortest ? left : Shortest;
    }
}
