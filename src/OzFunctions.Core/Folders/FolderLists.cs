using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;

namespace OzFunctions.Core.Folders;

/// <summary>Keeps the lists of folders behind the folders themselves: by day and by metadata value, and of those to ask Oz about.</summary>
/// <param name="index">Lists folders.</param>
/// <param name="counts">Remembers how many folders there were on finished days.</param>
/// <param name="removal">Takes folders off the lists.</param>
/// <param name="checks">Lists folders to ask Oz about.</param>
/// <param name="settings">When Oz is asked about folders.</param>
/// <param name="time">The clock.</param>
public sealed class FolderLists(
    IFolderIndex index,
    IDayCounts counts,
    IFolderRemoval removal,
    IFolderChecks checks,
    ReconciliationSettings settings,
    TimeProvider time)
{
    /// <summary>Brings all lists up to a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when they are.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task RecordAsync(Folder folder, CancellationToken cancellationToken)
    {
        await index.RecordAsync(folder, cancellationToken);
        await DropCountsAsync(folder.IndexDay, cancellationToken);
        await RecordCheckAsync(folder, cancellationToken);
    }

    /// <summary>Takes a folder that was removed off all lists.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="indexDay">The day under which the index lists it, UTC.</param>
    /// <param name="last">The folder as it was last seen; null when that is not known.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RemoveAsync(string folderId, DateOnly indexDay, Folder? last, CancellationToken cancellationToken)
    {
        var removed = await removal.UnlistAsync(folderId, indexDay, last, cancellationToken);
        await DropCountsAsync(indexDay, cancellationToken);
        return removed;
    }

    /// <summary>Has the days until a day counted anew, as far back as anybody looks.</summary>
    /// <param name="last">The last day, UTC.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when their counts are dropped.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task RecountUntilAsync(DateOnly last, CancellationToken cancellationToken)
    {
        var first = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1 - DayCounts.MostDays);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            await counts.DropAsync(day, cancellationToken);
        }
    }

    /// <summary>Lists when Oz is to be asked about a folder after a change.</summary>
    /// <param name="folder">The folder after it.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when it is listed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task RecordCheckAsync(Folder folder, CancellationToken cancellationToken) =>
        checks.RecordAsync(FolderCheck.After(folder, settings), cancellationToken);

    /// <summary>Whether the index does not yet list a folder as it is.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The first version that the index lacks, or null when it lacks none.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int?> FirstLackingAsync(Folder folder, CancellationToken cancellationToken)
    {
        var listed = await index.VersionOfAsync(folder, cancellationToken);
        return listed < folder.Version ? listed + 1 : null;
    }

    // After the index, and also when the index had it already: a crash between the two leaves a message that comes here again.
    private Task DropCountsAsync(DateOnly day, CancellationToken cancellationToken) =>
        DayCounts.MayBeStored(day, time.GetUtcNow()) ? counts.DropAsync(day, cancellationToken) : Task.CompletedTask;
}
