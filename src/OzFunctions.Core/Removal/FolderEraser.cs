using OzFunctions.Core.Folders;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Erases folders. A folder is gone for everybody once its tombstone stands; a run then removes what is stored of it.</summary>
/// <param name="store">Remembers folders.</param>
/// <param name="removal">Removes them.</param>
/// <param name="runs">Starts runs.</param>
/// <param name="time">The clock.</param>
public sealed class FolderEraser(IFolderStore store, IFolderRemoval removal, RunStarter runs, TimeProvider time)
{
    /// <summary>The parameter of the run that names the folder.</summary>
    internal const string Folder = nameof(Folder);

    private const int MaxAttempts = 24;

    /// <summary>Erases a folder. The run is there before the tombstone, so that no crash leaves one without the other.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="by">The name of the admin key.</param>
    /// <param name="cancellationToken">Gives up; whether the folder will be erased is then unknown.</param>
    /// <returns>The run that removes what is stored; null when there is no such folder.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers were faster every time; the folder may be erased all the same.</exception>
    public async Task<Run?> TryStartAsync(string folderId, string by, CancellationToken cancellationToken)
    {
        if ((await store.FindAsync(folderId, cancellationToken))?.Folder is null)
        {
            return null;
        }

        var run = await runs.StartAsync(runs.New(RunKinds.Erase, by, new Dictionary<string, string> { [Folder] = folderId }), cancellationToken);
        await EntombAsync(folderId, cancellationToken);
        return run;
    }

    /// <summary>Puts a tombstone in a folder's place, unless one stands there.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up; whether it stands is then unknown.</param>
    /// <returns>Under which day the folder is listed; null when there was none.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers were faster every time.</exception>
    internal async Task<DateOnly?> EntombAsync(string folderId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await store.FindAsync(folderId, cancellationToken);
            if (stored?.Folder is not { } folder)
            {
                return stored?.Tombstone?.IndexDay;
            }

            if (await removal.TryEntombAsync(folder, stored.ETag, time.GetUtcNow(), cancellationToken))
            {
                return folder.IndexDay;
            }
        }

        throw new StoreUnavailableException($"Other writers changed the folder first, {MaxAttempts} times in a row.");
    }
}
