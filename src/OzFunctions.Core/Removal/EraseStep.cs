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
    // The run's count, as the run shows it. Rows that a killed step had removed are not in it.
    private const string Rows = "rows";

    // Stands before where a sweep goes on; a run without it has not come to that.
    private const string Sweeping = "sweep:";

    // Well within the claim of a step, after which another would begin it anew.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    /// <summary>Takes an erasure one step further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; the step is then done again.</param>
    /// <returns>The run after the step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="InvalidContinuationException">The storage no longer knows where the run stood.</exception>
    public async Task<Run> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var folderId = run.Parameters[FolderEraser.Folder];
        var until = time.GetUtcNow() + Budget;
        var counts = new RunCounts(run.Counts);
        counts.Add(Rows, 0);
        var cursor = run.Cursor;
        do
        {
            cursor = cursor is null
                ? await RemoveAsync(folderId, counts, cancellationToken)
                : await SweepAsync(folderId, cursor, counts, cancellationToken);
        }
        while (cursor != "" && time.GetUtcNow() < until);

        return run with { Counts = counts.ToDictionary(), Cursor = cursor, State = cursor == "" ? RunState.Finished : RunState.Running };
    }

    private async Task<string?> RemoveAsync(string folderId, RunCounts counts, CancellationToken cancellationToken)
    {
        if (await eraser.EntombAsync(folderId, cancellationToken) is not { } tombstone)
        {
            return "";
        }

        if (await removal.RemoveSomeAsync(folderId, cancellationToken) is { } some)
        {
            counts.Add(Rows, some);
            return null;
        }

        counts.Add(Rows, await lists.RemoveAsync(folderId, tombstone.IndexDay, last: null, cancellationToken));
        return Sweeping;
    }

    private async Task<string> SweepAsync(string folderId, string cursor, RunCounts counts, CancellationToken cancellationToken)
    {
        var from = cursor.Length > Sweeping.Length ? cursor[Sweeping.Length..] : null;
        var swept = await removal.SweepAsync(folderId, from, cancellationToken);
        counts.Add(Rows, swept.Rows);
        return swept.Next is null ? "" : Sweeping + swept.Next;
    }
}
