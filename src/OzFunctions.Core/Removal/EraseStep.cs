using OzFunctions.Core.Folders;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>One step of erasing a folder: some of what is stored of it. Done twice it finds less the second time.</summary>
/// <param name="eraser">Puts the tombstone, should the process that was to do it be gone.</param>
/// <param name="removal">Removes what is stored beside it.</param>
/// <param name="lists">Lists folders.</param>
/// <param name="time">The clock.</param>
public sealed class EraseStep(FolderEraser eraser, IFolderRemoval removal, FolderLists lists, TimeProvider time)
{
    // Stands before where a sweep goes on; a run without it has not come to that.
    private const string Sweeping = "sweep:";

    /// <summary>Takes an erasure one step further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; the step is then done again.</param>
    /// <returns>The run after the step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="InvalidContinuationException">The storage no longer knows where the run stood.</exception>
    public Task<Run> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var folderId = run.Parameters[FolderEraser.Folder];
        var counts = new RunCounts(run.Counts);
        return RemovalLoop.RunAsync(run, counts, time, async cursor => cursor is null
            ? await RemoveAsync(folderId, counts, cancellationToken)
            : await RemovalLoop.SweepAsync(Sweeping, cursor, counts, from => removal.SweepAsync(folderId, from, cancellationToken)));
    }

    private async Task<string?> RemoveAsync(string folderId, RunCounts counts, CancellationToken cancellationToken)
    {
        if (await eraser.EntombAsync(folderId, cancellationToken) is not { } tombstone)
        {
            return RemovalLoop.Over;
        }

        if (await removal.RemoveSomeAsync(folderId, cancellationToken) is { } some)
        {
            counts.Add(RemovalLoop.Rows, some);
            return null;
        }

        counts.Add(RemovalLoop.Rows, await lists.RemoveAsync(folderId, tombstone.IndexHour, tombstone.Metadata, cancellationToken));
        await eraser.ForgetMetadataAsync(folderId, cancellationToken);
        return Sweeping;
    }
}
