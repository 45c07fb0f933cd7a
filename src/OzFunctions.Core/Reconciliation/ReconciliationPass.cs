using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>One step of a run under way: where it stands, also when something ends it early.</summary>
internal sealed class ReconciliationPass : IDisposable
{
    // Leaves a third of a step's claim for writing down what came of it.
    private static readonly TimeSpan WithOz = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _patience;
    private DateTimeOffset _askingSince;

    /// <summary>Begins the step.</summary>
    /// <param name="run">The run.</param>
    /// <param name="time">The clock.</param>
    public ReconciliationPass(Run run, TimeProvider time)
    {
        _time = time;
        _askingSince = BeganAt = time.GetUtcNow();
        _patience = new CancellationTokenSource(WithOz, time);
        Run = run;
        Progress = ReconciliationProgress.Read(run.Cursor!);
        Counts = new RunCounts(run.Counts);
    }

    /// <summary>When the step began, UTC.</summary>
    public DateTimeOffset BeganAt { get; }

    /// <summary>The run.</summary>
    public Run Run { get; }

    /// <summary>Where the run stands.</summary>
    public ReconciliationProgress Progress { get; set; }

    /// <summary>What was done.</summary>
    public RunCounts Counts { get; }

    /// <summary>Whether nothing was looked at so far.</summary>
    public bool HasLookedAtNothing => Counts.ToDictionary().GetValueOrDefault(LookCounts.Scanned) == 0;

    /// <summary>Cancelled when Oz has taken too long in this step.</summary>
    public CancellationToken Patience => _patience.Token;

    /// <summary>Whether the storage alone took longer than a step lasts.</summary>
    public bool IsStorageSlow => _time.GetUtcNow() - BeganAt >= RunSteps.Budget && !IsTimeUp;

    /// <summary>Whether the rest is for the next step.</summary>
    public bool IsTimeUp => _time.GetUtcNow() >= _askingSince + RunSteps.Budget;

    /// <inheritdoc/>
    public void Dispose() => _patience.Dispose();

    /// <summary>Waits for the storage to find something. However long it takes, what it found is looked at, and Oz is not blamed for it.</summary>
    /// <typeparam name="T">What it finds.</typeparam>
    /// <param name="find">Finds it. The storage's own time-outs end it.</param>
    /// <returns>What it found.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<T> WaitForStorageAsync<T>(Func<Task<T>> find)
    {
        var began = _time.GetUtcNow();
        var found = await find();
        var now = _time.GetUtcNow();
        _askingSince += now - began;
        _patience.CancelAfter(Later(_askingSince + WithOz - now, TimeSpan.Zero));
        return found;
    }

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
