using OzFunctions.Core.Webhooks;
using Polly;
using Polly.CircuitBreaker;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Polls Oz for the whole process, behind a concurrency limiter and a circuit breaker: while every poll fails, one is made per 30 seconds.</summary>
/// <param name="oz">The Oz client.</param>
/// <param name="time">The clock.</param>
public sealed class OzGateway(IOzFolders oz, TimeProvider time) : IDisposable
{
    // The most that Oz may take for an answer while the requests per second can still be reached, in milliseconds.
    private const int LongestAnswerAtFullRate = 400;

    // One poll that Oz is slow to answer must not hold up a process that may send only few.
    private const int LeastConcurrent = 8;

    private static readonly TimeSpan BreakLasts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestQueued = TimeSpan.FromSeconds(2);

    // Created for the first poll, because settings are validated later than services are created.
    private readonly Lazy<BoundedConcurrencyLimiter> _limiter = new(() => new BoundedConcurrencyLimiter(ConcurrentAt(oz), ConcurrentAt(oz), LongestQueued, time));
    private readonly ResiliencePipeline _breaker = Breaker(new CircuitBreakerStateProvider(), time);

    /// <summary>The maximum number of concurrent polls, 8 or more. As many again may queue for a permit.</summary>
    public int MaxConcurrent => ConcurrentAt(oz);

    /// <summary>Whether an Oz account is configured.</summary>
    public bool IsConfigured => oz.IsConfigured;

    /// <summary>Reads a folder.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cancellationToken">Cancels the request, which then counts as a failure of Oz.</param>
    /// <returns>Oz's folder, or null when it does not exist at Oz.</returns>
    /// <exception cref="OzUnavailableException">Oz is unavailable.</exception>
    /// <exception cref="OzRefusedException">Oz rejects the request permanently.</exception>
    /// <exception cref="PayloadException">Oz's answer is not a folder, or another folder.</exception>
    public async Task<OzPayload?> FindAsync(string folderId, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(token => oz.FindAsync(folderId, token), cancellationToken);
        return answer is null || answer.FolderId == folderId
            ? answer
            : throw new PayloadException(PayloadError.NotOzPayload, "folder_id", "Oz answered with another folder than the requested one.");
    }

    /// <summary>Whether a poll failed for a reason that may concern only its folder, so that other folders can still be polled.</summary>
    /// <param name="failure">The exception that <see cref="FindAsync"/> threw.</param>
    /// <returns>False when Oz itself is unavailable.</returns>
    internal static bool IsOfOneFolder(Exception failure) =>
        failure is PayloadException or OzRefusedException or OzUnavailableException { IsGeneral: false };

    /// <summary>Lists folders.</summary>
    /// <param name="listing">The filter.</param>
    /// <param name="cancellationToken">Cancels the request, which then counts as a failure of Oz.</param>
    /// <returns>A page.</returns>
    /// <exception cref="OzUnavailableException">Oz is unavailable.</exception>
    /// <exception cref="OzRefusedException">Oz rejects the request permanently.</exception>
    /// <exception cref="OzAnswerTooLargeException">The page is larger than the limit.</exception>
    public Task<OzPage> ListAsync(OzListing listing, CancellationToken cancellationToken) =>
        AskAsync(token => oz.ListAsync(listing, token), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_limiter.IsValueCreated)
        {
            _limiter.Value.Dispose();
        }
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        using var permit = await _limiter.Value.TryEnterAsync();
        if (permit is null)
        {
            throw NotNow(TimeSpan.Zero);
        }

        try
        {
            // Polly gets no token, because a wait that the caller cancels must count as a failure of Oz.
            return await _breaker.ExecuteAsync(async _ => await question(cancellationToken), CancellationToken.None);
        }
        catch (BrokenCircuitException e)
        {
            throw NotNow(e.RetryAfter ?? BreakLasts);
        }
    }

    private static int ConcurrentAt(IOzFolders oz) => Math.Max(LeastConcurrent, oz.RequestsPerSecond * LongestAnswerAtFullRate / 1000);

    private static OzUnavailableException NotNow(TimeSpan wait) => new("Oz is busy or failing.", wait) { IsHeldBack = true };

    private static ResiliencePipeline Breaker(CircuitBreakerStateProvider state, TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 1,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromMinutes(1),
            BreakDuration = BreakLasts,

            // Any answer counts as success, even a rejection. Only silence counts as a failure, and a caller that cancels. A poll that was not
            // made, and an error that one folder on a list may cause, do not open the circuit, but do not close it either.
            StateProvider = state,
            ShouldHandle = outcome => ValueTask.FromResult(
                outcome.Outcome.Exception is OperationCanceledException
                || (outcome.Outcome.Exception is OzUnavailableException failure
                    && (state.CircuitState is not CircuitState.Closed || failure is { IsHeldBack: false, MayBeOfOneFolder: false }))),
        })
        .Build();
}
