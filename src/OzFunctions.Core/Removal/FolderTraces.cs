using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>What names an erased folder elsewhere: the lists, and reports. All of it is found by keys that the tombstone names.</summary>
/// <param name="lists">Lists folders.</param>
/// <param name="aliases">Lists folders by metadata value.</param>
/// <param name="proof">Remembers what dry runs compared.</param>
/// <param name="spans">Know whether a dry run is under way.</param>
/// <param name="own">Knows for how long a process may be about to list a folder.</param>
public sealed class FolderTraces(FolderLists lists, IFolderAliases aliases, IProofStore proof, SpanRuns spans, OwnChanges own)
{
    // Of a process that takes the message of a change: to read the folder and to list it.
    private static readonly TimeSpan Handling = TimeSpan.FromSeconds(10);

    /// <summary>For how long a process that has read the folder before it was erased may go on listing it, unless it stands still; then it sees that it was erased.</summary>
    internal TimeSpan LateWithin => own.HiddenFor + Handling;

    /// <summary>Removes the traces that there are.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="tombstone">The folder's tombstone.</param>
    /// <param name="counts">What the run counts.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>Whether a process may be about to leave one, within <see cref="LateWithin"/>.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> RemoveAsync(string folderId, FolderTombstone tombstone, RunCounts counts, CancellationToken cancellationToken)
    {
        var isCompared = spans.IsComparingAsync(cancellationToken);
        var lately = tombstone.Metadata.Where(former => tombstone.ErasedAt - former.Since < LateWithin).Select(static former => former.Entry).ToList();
        var found = await aliases.RemoveAsync(folderId, lately, cancellationToken);
        counts.Add(EraseStep.Rows, found);
        counts.Add(EraseStep.Rows, await lists.RemoveAsync(folderId, tombstone.IndexHour, [.. tombstone.Entries.Except(lately)], cancellationToken));
        counts.Add(EraseStep.Rows, await proof.RemoveAsync(folderId, cancellationToken));

        // Where it was not listed under a value that it had, the process that was to do so may be at it, and die before it sees the tombstone.
        return found < lately.Count || await isCompared;
    }
}
