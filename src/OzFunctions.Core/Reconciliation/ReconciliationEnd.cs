using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Says what became of a run: what was not looked at must not pass for looked at.</summary>
/// <param name="scope">Oz's clock, and what time it is.</param>
public sealed class ReconciliationEnd(ReconciliationScope scope)
{
    // What Oz fails on for so long is not worth a question every few minutes for ever.
    private static readonly TimeSpan FruitlessFor = TimeSpan.FromHours(24);

    /// <summary>A run as it stands.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="state">The state.</param>
    /// <returns>The run.</returns>
    internal Run Of(ReconciliationPass pass, RunState state) => pass.Run with
    {
        State = state,
        Counts = pass.Counts.ToDictionary(),
        Cursor = $"{pass.Progress with { Skew = scope.Clock.Greatest ?? pass.Progress.Skew }}",
    };

    /// <summary>A run that looked at what is due and new.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="limit">The limit that it met; null when it did everything.</param>
    /// <returns>The run.</returns>
    internal Run OfRun(ReconciliationPass pass, string? limit)
    {
        var progress = pass.Progress;
        var cutOff = limit ?? (progress.IsDueCutOff ? ReconciliationStep.MaxDuration : null);
        var error = progress.DueMissed is { } because ? $"Not all folders that are due were looked at. {because}"
            : cutOff is not null && pass.HasLookedAtNothing ? "Nothing was looked at before the run met its limit."
            : null;
        return Of(pass, error is null ? RunState.Finished : RunState.Failed) with { Error = error, StoppedBy = cutOff };
    }

    /// <summary>A run over a span, which goes on until it is done.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="limit">The limit that it met; null when it met none.</param>
    /// <param name="because">Why it waits, as a sentence; null when it does not wait for Oz.</param>
    /// <returns>The run.</returns>
    internal Run OfSpan(ReconciliationPass pass, string? limit, string? because)
    {
        if (limit is null && because is null)
        {
            return Of(pass, RunState.Finished);
        }

        var done = pass.Counts.ToDictionary();
        var looks = done.GetValueOrDefault(LookCounts.Scanned) + done.GetValueOrDefault(LookCounts.Pages);
        var gotOnAt = looks > pass.Progress.LooksWhenItWaited ? scope.Now : pass.Progress.GotOnAt ?? pass.Run.StartedAt;
        pass.Progress = pass.Progress with { LooksWhenItWaited = looks, GotOnAt = gotOnAt };
        return scope.Now - gotOnAt >= FruitlessFor
            ? Of(pass, RunState.Failed) with { Error = $"It got no further for {FruitlessFor.TotalHours:0} hours. {because}".TrimEnd(), StoppedBy = limit }
            : Of(pass, RunState.Waiting) with { Error = because, StoppedBy = limit };
    }
}
