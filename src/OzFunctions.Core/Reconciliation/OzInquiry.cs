using OzFunctions.Core.Webhooks;
using Polly;
using Polly.CircuitBreaker;

namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// Asks Oz for all of this process: a few questions at once, and while nothing but failures comes back one each half minute, however many wait.
/// </summary>
/// <param name="oz">Oz.</param>
/// <param name="time">The clock.</param>
public sealed class OzInquiry(IOzFolders oz, TimeProvider time) : IDisposable
{
    /// <summary>How many questions are under way at once.</summary>
    public const int AtOnce = 8;

    /// <summary>How many more wait for their turn.</summary>
    public const int MostWaiting = 8;

    private static readonly TimeSpan BreakLasts = TimeSpan.FromSeconds(30);

    private readonly PatientLimiter _limiter = new(AtOnce, MostWaiting, TimeSpan.FromSeconds(2), time);
    private readonly ResiliencePipeline _breaker = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 1,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromMinutes(1),
            BreakDuration = BreakLasts,

            // Any answer is one, also a refusal; only silence counts against Oz, and a caller that lost patience. What was not asked counts for nothing.
            ShouldHandle = static outcome => ValueTask.FromResult(outcome.Outcome.Exception is OzUnavailableException { IsHeldBack: false } or OperationCanceledException),
        })
        .Build();

    /// <summary>Whether an Oz account is set.</summary>
    public bool IsConfigured => oz.IsConfigured;

    /// <summary>Reads a folder.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up; that counts as a failure of Oz, which is slow then.</param>
    /// <returns>What Oz says, or null when it knows no such folder.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be asked now.</exception>
    /// <exception cref="OzRefusedException">Oz will not answer this, ever.</exception>
    /// <exception cref="PayloadException">What Oz answered is no folder, or another one.</exception>
    public async Task<OzPayload?> FindAsync(string folderId, CancellationToken cancellationToken)
    {
        var told = await AskAsync(token => oz.FindAsync(folderId, token), cancellationToken);
        return told is null || told.FolderId == folderId
            ? told
            : throw new PayloadException(PayloadError.NotOzPayload, "folder_id", "Oz answered with another folder than the one that it was asked about.");
    }

    /// <summary>Tells whether a question about a folder failed for a reason that may lie in that folder, so that others can still be asked about.</summary>
    /// <param name="failure">What <see cref="FindAsync"/> threw.</param>
    /// <returns>Whether it did; else Oz itself cannot be asked now.</returns>
    internal static bool IsOfOneFolder(Exception failure) =>
        failure is PayloadException or OzRefusedException or OzUnavailableException { IsGeneral: false };

    /// <summary>Lists folders.</summary>
    /// <param name="listing">Which.</param>
    /// <param name="cancellationToken">Gives up; that counts as a failure of Oz, which is slow then.</param>
    /// <returns>A page.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be asked now.</exception>
    /// <exception cref="OzRefusedException">Oz will not answer this, ever.</exception>
    /// <exception cref="OzAnswerTooLargeException">The page is larger than we take.</exception>
    public Task<OzPage> ListAsync(OzListing listing, CancellationToken cancellationToken) =>
        AskAsync(token => oz.ListAsync(listing, token), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        using var place = await _limiter.TryEnterAsync();
        if (place is null)
        {
            throw NotNow(TimeSpan.Zero);
        }

        try
        {
            // Polly must not end the wait by itself: what the caller's token ends counts against Oz.
            return await _breaker.ExecuteAsync(async _ => await question(cancellationToken), CancellationToken.None);
        }
        catch (BrokenCircuitException e)
        {
            throw NotNow(e.RetryAfter ?? BreakLasts);
        }
    }

    private static OzUnavailableException NotNow(TimeSpan wait) => new("Oz is busy or failing.", wait) { IsHeldBack = true };
}
