using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Removes the traces of an erased folder in lists and reports. The tombstone names all their keys.</summary>
/// <param name="lists">The lists of folders.</param>
/// <param name="aliases">The list of folders by metadata value.</param>
/// <param name="reports">The store of dry-run reports.</param>
/// <param name="spans">Whether a dry run is active.</param>
/// <param name="own">How long a process may be about to list a folder.</param>
public sealed class FolderTraces(FolderLists lists, IFolderAliases aliases, IDryRunStore reports, SpanRuns spans, LocalChanges own)
{
    // The time in which a process that receives a change's message reads and lists the folder.
    private static readonly TimeSpan Handling = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a process that read the folder before it was erased may still list it. A process that pauses for longer finds the tombstone
    /// afterwards.
    /// </summary>
    internal TimeSpan LateWithin => own.HiddenFor + Handling;

    /// <summary>Removes the existing traces.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="tombstone">The folder's tombstone.</param>
    /// <param name="counts">The run's counts.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>True when a process may still leave a trace, within <see cref="LateWithin"/>.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> RemoveAsync(string folderId, FolderTombstone tombstone, RunCounts counts, CancellationToken cancellationToken)
    {
        var isCompared = spans.IsComparingAsync(cancellationToken);
        var lately = tombstone.Metadata.Where(former => tombstone.ErasedAt - former.Since < LateWithin).Select(static former => former.Entry).ToList();
        var found = await aliases.RemoveAsync(folderId, lately, cancellationToken);
        counts.Add(EraseStep.Rows, found);
        counts.Add(EraseStep.Rows, await lists.RemoveAsync(folderId, tombstone.IndexHour, [.. tombstone.Entries.Except(lately)], cancellationToken));
        counts.Add(EraseStep.Rows, await reports.RemoveAsync(folderId, cancellationToken));

        // If the folder was not listed under one of its recent values, a process may be about to list it, and may die before it sees the tombstone.
        return found < lately.Count || await isCompared;
    }
}
