using System.Globalization;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>One step of removing what is older than it may be kept. Done twice it finds less the second time.</summary>
/// <param name="clocks">Compares our clock with the storage's.</param>
/// <param name="folders">Removes folders.</param>
/// <param name="records">Removes everything else.</param>
/// <param name="ledger">Names the runs that must stay.</param>
/// <param name="spans">Names those that are not done.</param>
/// <param name="time">The clock.</param>
public sealed class RetentionStep(ClockCheck clocks, FolderExpiry folders, IExpiredRecords records, IRunLedger ledger, ISpanLedger spans, TimeProvider time)
{
    // The parameter of the run that says from before when things are removed.
    private const string Before = nameof(Before);

    /// <summary>Takes a run one step further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; the step is then done again.</param>
    /// <returns>The run after the step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="InvalidContinuationException">The storage no longer knows where the run stood.</exception>
    public async Task<Run> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + RunSteps.Budget;
        var counts = new RunCounts(run.Counts);
        counts.Add(FolderExpiry.Folders, 0);
        counts.Add(EraseStep.Rows, 0);
        var progress = RetentionProgress.Read(run.Cursor!);
        if (progress.Phase is RetentionPhase.Clocks)
        {
            progress = progress with { Clocks = await clocks.ReadAsync(cancellationToken) };
            if (ObjectionOf(run, progress) is { } objection)
            {
                return run with { State = RunState.Failed, Error = objection, Counts = counts.ToDictionary(), Cursor = $"{AfterReading(progress)}" };
            }

            progress = Begun(run, progress);
            run = run with { Parameters = new Dictionary<string, string>(run.Parameters) { [Before] = progress.Before!.Value.ToString("O", CultureInfo.InvariantCulture) } };
        }

        do
        {
            progress = await RemoveSomeAsync(progress, progress.Before!.Value, counts, cancellationToken);
        }
        while (progress.Phase is not RetentionPhase.Over && time.GetUtcNow() < until);

        var state = progress.Phase is RetentionPhase.Over ? RunState.Finished : RunState.Running;
        return run with { State = state, Counts = counts.ToDictionary(), Cursor = $"{progress}" };
    }

    private static string? ObjectionOf(Run run, RetentionProgress progress) =>
        !bool.Parse(run.Parameters[RetentionStarter.ClockConfirmed]) && ClockCheck.Objection(progress.Clocks, progress.Agreed) is { } objection
            ? $"{objection} Nothing was removed. The next run begins once the clocks agree; where ours is right, POST retention?clockConfirmed=true does not wait for that."
            : null;

    private static RetentionProgress AfterReading(RetentionProgress progress) =>
        progress with { Agreed = ClockCheck.Agree(progress.Clocks) ? progress.Clocks : progress.Agreed };

    private RetentionProgress Begun(Run run, RetentionProgress progress)
    {
        var days = int.Parse(run.Parameters[RetentionStarter.Days], CultureInfo.InvariantCulture);

        // By the clock that was compared, and not by that of the process that made the run.
        return AfterReading(progress) with { Phase = RetentionPhase.Folders, Before = (progress.Clocks?.Ours ?? time.GetUtcNow()).AddDays(-days) };
    }

    private async Task<RetentionProgress> RemoveSomeAsync(RetentionProgress progress, DateTimeOffset before, RunCounts counts, CancellationToken cancellationToken)
    {
        if (progress.Phase is RetentionPhase.Folders)
        {
            var next = await folders.RemoveSomeAsync(before, progress.Place, counts, cancellationToken);
            return next is null ? progress with { Phase = RetentionPhase.Records, Place = null } : progress with { Place = next };
        }

        var named = await Task.WhenAll(RunKinds.All.Select(kind => ledger.FindAsync(kind, cancellationToken)));
        var undone = (await spans.FindAsync(cancellationToken))?.Value ?? [];
        var kept = named.OfType<Stored<RunLedger>>().Select(static entry => entry.Value.Run).Concat(undone).ToList();
        var swept = await records.RemoveSomeAsync(before, kept, progress.Place, cancellationToken);
        counts.Add(EraseStep.Rows, swept.Rows);
        return swept.Next is null ? progress with { Phase = RetentionPhase.Over, Place = null } : progress with { Place = swept.Next };
    }
}
