using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>One step of erasing a folder: some of what is stored of it. Done twice it finds less the second time.</summary>
/// <param name="eraser">Puts the tombstone, should the process that was to do it be gone.</param>
/// <param name="removal">Removes what is stored beside it.</param>
/// <param name="traces">Removes what names the folder elsewhere.</param>
/// <param name="time">The clock.</param>
public sealed class EraseStep(FolderEraser eraser, IFolderRemoval removal, FolderTraces traces, TimeProvider time)
{
    /// <summary>A run's count of rows, as the run shows it. Rows that a killed step had removed are not in it, nor deliveries that were removed before the folder's erasure was answered.</summary>
    internal const string Rows = "rows";

    // Where a run stands that has removed everything once, and does so again.
    private const string Again = "again";

    /// <summary>Takes an erasure one step further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; the step is then done again.</param>
    /// <returns>The run after the step, and how long the next one waits.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<RunProgress> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var folderId = run.Parameters[FolderEraser.Folder];
        var until = time.GetUtcNow() + RunSteps.Budget;
        var counts = new RunCounts(run.Counts);
        counts.Add(Rows, 0);
        if (await eraser.EntombAsync(folderId, cancellationToken) is not { } tombstone)
        {
            return new RunProgress(run with { Counts = counts.ToDictionary(), State = RunState.Finished });
        }

        while (await removal.RemoveSomeAsync(folderId, cancellationToken) is { } some)
        {
            counts.Add(Rows, some);
            if (time.GetUtcNow() >= until)
            {
                return new RunProgress(run with { Counts = counts.ToDictionary() });
            }
        }

        if (await traces.RemoveAsync(folderId, tombstone, counts, cancellationToken) && run.Cursor != Again)
        {
            return new RunProgress(run with { Counts = counts.ToDictionary(), Cursor = Again }, traces.LateWithin, "A process may be listing the folder.");
        }

        await eraser.ForgetMetadataAsync(folderId, cancellationToken);
        return new RunProgress(run with { Counts = counts.ToDictionary(), State = RunState.Finished });
    }
}
