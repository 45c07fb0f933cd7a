using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>One step of erasing a folder: removes some of its rows. Repeating a step is harmless.</summary>
/// <param name="eraser">Stores the tombstone if the process that should have done so died.</param>
/// <param name="removal">Removes the rows beside the tombstone.</param>
/// <param name="traces">Removes the folder from lists and reports.</param>
/// <param name="time">The clock.</param>
public sealed class EraseStep(FolderEraser eraser, IFolderRemoval removal, FolderTraces traces, TimeProvider time)
{
    /// <summary>
    /// The name of the run's count of rows. Rows removed by a killed step, and deliveries removed before the request was answered, are not
    /// counted.
    /// </summary>
    internal const string Rows = "rows";

    // The cursor of a run that has removed everything once, and does so again.
    private const string Again = "again";

    /// <summary>Runs one step of an erasure.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the step, which is then repeated.</param>
    /// <returns>The run after the step, and the delay before the next step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<RunProgress> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var folderId = run.Parameters[FolderEraser.Folder];
        var began = time.GetTimestamp();
        var counts = new RunCounts(run.Counts);
        counts.Add(Rows, 0);
        if (await eraser.WriteTombstoneAsync(folderId, cancellationToken) is not { } tombstone)
        {
            return new RunProgress(run with { Counts = counts.ToDictionary(), State = RunState.Finished });
        }

        while (await removal.RemoveSomeAsync(folderId, cancellationToken) is { } some)
        {
            counts.Add(Rows, some);
            if (time.GetElapsedTime(began) >= RunSteps.Budget)
            {
                return new RunProgress(run with { Counts = counts.ToDictionary() });
            }
        }

        if (await traces.RemoveAsync(folderId, tombstone, counts, cancellationToken) && run.Cursor != Again)
        {
            return new RunProgress(run with { Counts = counts.ToDictionary(), Cursor = Again }, traces.LateWithin, "A process may be listing the folder.");
        }

        await eraser.EndAsync(folderId, cancellationToken);
        return new RunProgress(run with { Counts = counts.ToDictionary(), State = RunState.Finished });
    }
}
