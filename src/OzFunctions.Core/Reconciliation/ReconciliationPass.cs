using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>One step of a run under way: where it stands, also when something ends it early.</summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock.</param>
internal sealed class ReconciliationPass(Run run, TimeProvider time)
{
    /// <summary>When the step began, UTC.</summary>
    public DateTimeOffset BeganAt { get; } = time.GetUtcNow();

    /// <summary>The run.</summary>
    public Run Run => run;

    /// <summary>Where the run stands.</summary>
    public ReconciliationProgress Progress { get; set; } = ReconciliationProgress.Read(run.Cursor!);

    /// <summary>What was done.</summary>
    public RunCounts Counts { get; } = new(run.Counts);

    /// <summary>Whether the rest is for the next step.</summary>
    public bool IsTimeUp => time.GetUtcNow() >= BeganAt + RunSteps.Budget;
}
