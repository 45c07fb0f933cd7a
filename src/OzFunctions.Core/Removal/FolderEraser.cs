using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
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

    /// <summary>
    /// Erases a folder. The run is there before the tombstone, so that no crash leaves one without the other. Once this returns, nobody is told of
    /// the folder any more, but for what is on its way already.
    /// </summary>
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
        if (await removal.RemoveOwedAsync(folderId, time.GetUtcNow(), cancellationToken))
        {
            // An attempt that has been claimed, and does not begin until then, never does.
            await Task.Delay(ChangeFollowUp.BeginWithin, time, cancellationToken);
        }

        return run;
    }

    /// <summary>Puts a tombstone in a folder's place, unless one stands there.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up; whether it stands is then unknown.</param>
    /// <returns>What is left of the folder; null when there was none.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers were faster every time.</exception>
    internal async Task<FolderTombstone?> EntombAsync(string folderId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await store.FindAsync(folderId, cancellationToken);
            if (stored?.Folder is not { } folder)
            {
                return stored?.Tombstone;
            }

            var tombstone = FolderTombstone.Of(folder, now);
            if (await removal.TryEntombAsync(folderId, tombstone, stored.ETag, cancellationToken))
            {
                return tombstone;
            }
        }

        throw new StoreUnavailableException($"Other writers changed the folder first, {MaxAttempts} times in a row.");
    }

    /// <summary>Takes the metadata values out of a tombstone, once nothing is listed under them.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up; whether they are out is then unknown.</param>
    /// <returns>A task that ends when they are out.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task ForgetMetadataAsync(string folderId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(folderId, cancellationToken) is { Tombstone: { Metadata.Count: > 0 } tombstone } stored)
        {
            await removal.TryEntombAsync(folderId, tombstone with { Metadata = [] }, stored.ETag, cancellationToken);
        }
    }
}
