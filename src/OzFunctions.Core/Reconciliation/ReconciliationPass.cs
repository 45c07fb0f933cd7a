using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>The state of one step of a run, also when the step ends early.</summary>
/// <exception cref="InvalidContinuationException">The stored progress of the run cannot be read.</exception>
internal sealed class ReconciliationPass(Run run, TimeProvider time, CancellationToken cancellationToken) : IDisposable
{
    // Leaves a third of a step's lease for recording its outcome.
    private static readonly TimeSpan WithOz = TimeSpan.FromSeconds(20);

    private readonly long _began = time.GetTimestamp();
    private readonly CancellationTokenSource _patience = new(WithOz, time);
    private TimeSpan _inStorage;
    private bool _hasWarnedOfFailed;

    /// <summary>When the step began, UTC.</summary>
    public DateTimeOffset BeganAt { get; } = time.GetUtcNow();

    /// <summary>The run.</summary>
    public Run Run { get; } = run;

    /// <summary>The progress of the run.</summary>
    public ReconciliationProgress Progress { get; set; } = ReconciliationProgress.Read(run.Cursor);

    /// <summary>The counts of the run.</summary>
    public RunCounts Counts { get; } = new(run.Counts);

    /// <summary>What operators must know about this step, as sentences; null when there is nothing.</summary>
    public string? Warning { get; private set; }

    /// <summary>Whether no folder has been checked so far.</summary>
    public bool HasCheckedNothing => Counts.ToDictionary().GetValueOrDefault(ReconciliationCounts.Scanned) == 0;

    /// <summary>Cancelled when Oz has taken too long in this step.</summary>
    public CancellationToken Patience => _patience.Token;

    /// <summary>Cancelled when the step itself is, and not when Oz takes too long.</summary>
    public CancellationToken Cancelled { get; } = cancellationToken;

    /// <summary>Whether the step has used up its time, reads from storage included: no further phase and no further read from storage begins.</summary>
    public bool IsBudgetUsed => Elapsed >= RunSteps.Budget;

    /// <summary>Whether the step's time is up, reads from storage not included.</summary>
    public bool IsTimeUp => WithoutStorage >= RunSteps.Budget;

    // Not by the clock, which may be set.
    private TimeSpan Elapsed => time.GetElapsedTime(_began);

    private TimeSpan WithoutStorage => Elapsed - _inStorage;

    /// <summary>Adds to <see cref="Warning"/>.</summary>
    /// <param name="sentences">The sentences, without addresses, tokens or bodies.</param>
    public void Warn(string sentences) => Warning = $"{Warning} {sentences}".TrimStart();

    /// <summary>Counts a folder that could not be checked, and warns of the first one of the step. May be called concurrently.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="because">Why.</param>
    public void CountFailed(string folderId, Exception because)
    {
        Counts.AddChecks(ReconciliationCounts.Failed);
        if (!Interlocked.Exchange(ref _hasWarnedOfFailed, true))
        {
            Warn($"Folder {folderId} could not be checked. {(OzGateway.IsOfOneFolder(because) ? because.Message : $"{because.GetType().Name}.")}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _patience.Dispose();

    /// <summary>
    /// Waits for a read from storage. The time that it takes does not count against the step's time with Oz, so that what was read is
    /// always handled.
    /// </summary>
    /// <typeparam name="T">The result of the read.</typeparam>
    /// <param name="find">Reads from storage; bounded by the storage client's own timeouts.</param>
    /// <returns>The result of the read.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<T> WaitForStorageAsync<T>(Func<Task<T>> find)
    {
        var began = time.GetTimestamp();
        var found = await find();
        _inStorage += time.GetElapsedTime(began);
        var left = WithOz - WithoutStorage;
        _patience.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        return found;
    }
}
