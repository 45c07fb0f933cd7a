using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Determines the end state of a run. Folders that were not checked must not appear as checked.</summary>
/// <param name="scope">Oz's clock and ours.</param>
public sealed class ReconciliationOutcome(ReconciliationScope scope)
{
    // When Oz has failed for this long, polling every few minutes is no longer useful.
    private static readonly TimeSpan MaxTimeWithoutProgress = TimeSpan.FromHours(24);

    /// <summary>Returns the run with the step's progress.</summary>
    internal Run Of(ReconciliationPass pass, RunState state) => pass.Run with
    {
        State = state,
        Counts = pass.Counts.ToDictionary(),
        Cursor = $"{pass.Progress with { Skew = scope.Clock.Greatest ?? pass.Progress.Skew }}",
    };

    /// <summary>Returns a run over due and new folders after its last step.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="limit">The limit that it reached; null when none.</param>
    /// <returns>The run.</returns>
    internal Run OfRun(ReconciliationPass pass, string? limit)
    {
        var progress = pass.Progress;
        var cutOff = limit ?? (progress.IsDueCutOff ? ReconciliationStep.MaxDuration : null);
        var error = progress.DueMissed is { } because ? $"Not all due folders were checked. {because}"
            : cutOff is not null && pass.HasCheckedNothing ? "No folder was checked before the run reached its limit."
            : null;
        return Of(pass, error is null ? RunState.Finished : RunState.Failed) with { Error = error, StoppedBy = cutOff };
    }

    /// <summary>Returns a run over a span, which continues until it is done.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="limit">The limit that it reached; null when none.</param>
    /// <param name="because">Why it waits for Oz, as a sentence; null when it does not.</param>
    /// <returns>The run.</returns>
    internal Run OfSpan(ReconciliationPass pass, string? limit, string? because)
    {
        if (limit is null && because is null)
        {
            return Of(pass, RunState.Finished);
        }

        var done = pass.Counts.ToDictionary();
        var looks = done.GetValueOrDefault(ReconciliationCounts.Scanned) + done.GetValueOrDefault(ReconciliationCounts.Pages);
        var progressedAt = looks > pass.Progress.PollsWhenItWaited ? scope.Now : pass.Progress.GotOnAt ?? pass.Run.StartedAt;
        pass.Progress = pass.Progress with { PollsWhenItWaited = looks, GotOnAt = progressedAt };
        return scope.Now - progressedAt >= MaxTimeWithoutProgress
            ? Of(pass, RunState.Failed) with { Error = $"It made no progress for {MaxTimeWithoutProgress.TotalHours:0} hours. {because}".TrimEnd(), StoppedBy = limit }
            : Of(pass, RunState.Waiting) with { Error = because, StoppedBy = limit };
    }
}
