using System.Globalization;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>One step of removing expired folders and records, and list entries that no delivery confirms. Repeating a step is harmless.</summary>
/// <param name="clocks">Compares our clock with the storage's.</param>
/// <param name="folders">Removes expired folders.</param>
/// <param name="records">Removes other expired records.</param>
/// <param name="parked">Removes list entries that no delivery confirms.</param>
/// <param name="time">The clock.</param>
public sealed class RetentionStep(ClockCheck clocks, FolderExpiry folders, RecordExpiry records, ParkedDeliveries parked, TimeProvider time)
{
    // The run parameter that shows the time before which records expire.
    private const string Before = nameof(Before);

    /// <summary>Runs one step of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the step, which is then repeated.</param>
    /// <returns>The run after the step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="InvalidContinuationException">The storage no longer accepts the run's continuation.</exception>
    public async Task<Run> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var counts = new RunCounts(run.Counts);
        counts.Add(FolderExpiry.Folders, 0);
        counts.Add(EraseStep.Rows, 0);
        var progress = RetentionProgress.Read(run.Cursor);
        if (progress.Phase is RetentionPhase.Clocks)
        {
            progress = progress with { Clocks = await clocks.ReadAsync(cancellationToken) };
            var objection = ObjectionOf(run, progress);
            progress = progress with { Agreed = ClockCheck.Agree(progress.Clocks) ? progress.Clocks : progress.Agreed };
            if (objection is not null)
            {
                return run with { State = RunState.Failed, Error = objection, Counts = counts.ToDictionary(), Cursor = $"{progress}" };
            }

            // Uses the clock that was compared, not that of the process that created the run.
            var days = int.Parse(run.Parameters[RetentionStarter.Days], CultureInfo.InvariantCulture);
            var before = (progress.Clocks?.Ours ?? time.GetUtcNow()).AddDays(-days);
            progress = progress with { Phase = RetentionPhase.Folders, Before = before };
            run = run with { Parameters = new Dictionary<string, string>(run.Parameters) { [Before] = before.ToString("O", CultureInfo.InvariantCulture) } };
        }

        do
        {
            progress = await RemoveSomeAsync(progress, progress.Before!.Value, counts, cancellationToken);
        }
        while (progress.Phase is not RetentionPhase.Over && time.GetElapsedTime(began) < RunSteps.Budget);

        var state = progress.Phase is RetentionPhase.Over ? RunState.Finished : RunState.Running;
        return run with { State = state, Counts = counts.ToDictionary(), Cursor = $"{progress}" };
    }

    private static string? ObjectionOf(Run run, RetentionProgress progress) =>
        !bool.Parse(run.Parameters[RetentionStarter.ClockConfirmed]) && ClockCheck.Objection(progress.Clocks, progress.Agreed) is { } objection
            ? $"{objection} Nothing was removed. The next run starts when the clocks agree; if ours is right, POST retention?clockConfirmed=true starts one at once."
            : null;

    private async Task<RetentionProgress> RemoveSomeAsync(RetentionProgress progress, DateTimeOffset before, RunCounts counts, CancellationToken cancellationToken)
    {
        var next = progress.Phase switch
        {
            RetentionPhase.Folders => await folders.RemoveSomeAsync(before, progress.Place, counts, cancellationToken),
            RetentionPhase.Records => await records.RemoveSomeAsync(before, progress.Place, counts, cancellationToken),
            _ => await RemoveUnconfirmedAsync(progress.Place, counts, cancellationToken),
        };
        return next is null ? progress with { Phase = progress.Phase + 1, Place = null } : progress with { Place = next };
    }

    private async Task<string?> RemoveUnconfirmedAsync(string? from, RunCounts counts, CancellationToken cancellationToken)
    {
        var some = await parked.RemoveUnconfirmedAsync(from, cancellationToken);
        counts.Add(EraseStep.Rows, some.Items.Count);
        return some.Next;
    }
}
