using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Removes expired folders: those that have not changed for too long.</summary>
/// <param name="expired">Removes expired folders.</param>
/// <param name="listing">Lists folders that stay.</param>
/// <param name="lists">Drops the counts of affected hours.</param>
public sealed class FolderExpiry(IExpiredFolders expired, FolderListWriter listing, FolderLists lists)
{
    /// <summary>The name of the run's count of folders. Folders removed by a killed step are not counted.</summary>
    internal const string Folders = "folders";

    /// <summary>Removes some folders.</summary>
    /// <param name="before">Folders that have not changed since this time expire, UTC.</param>
    /// <param name="from">The continuation that an earlier call returned; null for the first call.</param>
    /// <param name="counts">The run's counts.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>The continuation; null at the end.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier call returned.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<string?> RemoveSomeAsync(DateTimeOffset before, string? from, RunCounts counts, CancellationToken cancellationToken)
    {
        var some = await expired.RemoveSomeAsync(before, from, cancellationToken);
        counts.Add(Folders, some.Folders);
        counts.Add(EraseStep.Rows, some.Rows);
        await Task.WhenAll(some.Behind.Select(folderId => listing.ListAsync(folderId, cancellationToken)));
        await lists.DropCountsAsync(some.Hours, cancellationToken);
        if (some.Next is null)
        {
            // After a process was killed between removing rows and dropping their hours' counts, nothing else leads to those hours.
            await lists.DropCountsUntilAsync(IndexHour.Of(before), cancellationToken);
        }

        return some.Next;
    }
}
