using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Removes folders that nothing changed for too long, some at a time.</summary>
/// <param name="expired">Removes them.</param>
/// <param name="listing">Lists those that stay after all.</param>
/// <param name="lists">Has what is left counted anew.</param>
public sealed class FolderExpiry(IExpiredFolders expired, FolderListing listing, FolderLists lists)
{
    /// <summary>The run's count of folders, as the run shows it. What a killed step had removed is not in it.</summary>
    internal const string Folders = "folders";

    /// <summary>Removes some folders.</summary>
    /// <param name="before">Those that nothing changed since then, UTC.</param>
    /// <param name="from">Where to go on, as an earlier removal told; null at the beginning.</param>
    /// <param name="counts">What the run counts.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>Where to go on; null at the end.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier removal told.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<string?> RemoveSomeAsync(DateTimeOffset before, string? from, RunCounts counts, CancellationToken cancellationToken)
    {
        var some = await expired.RemoveSomeAsync(before, from, cancellationToken);
        counts.Add(Folders, some.Folders);
        counts.Add(EraseStep.Rows, some.Rows);
        await Task.WhenAll(some.Behind.Select(folderId => listing.ListAsync(folderId, cancellationToken)));
        await lists.RecountAsync(some.Hours, cancellationToken);
        if (some.Next is null)
        {
            // A process that was killed between removing rows and dropping their hours' counts left nothing else that leads to those hours.
            await lists.RecountUntilAsync(IndexHour.Of(before), cancellationToken);
        }

        return some.Next;
    }
}
