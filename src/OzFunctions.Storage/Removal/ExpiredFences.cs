using Azure.Data.Tables;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Removal;

/// <summary>Removes bare fences (fences without a folder) that have expired. Tombstones are not removed here.</summary>
/// <param name="client">The table <see cref="TableNames.Folders"/>.</param>
internal sealed class ExpiredFences(TableClient client)
{
    private const int AtOnce = 32;

    private readonly LazyTable _folders = new(client);

    /// <summary>Removes fences, then their notes. If the fence is gone or by now belongs to a folder, only the note is removed; if it changes meanwhile, nothing.</summary>
    /// <param name="notes">The notes.</param>
    /// <param name="cancellationToken">Cancels the operation; calling it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="Core.StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RemoveAsync(IReadOnlyList<TableEntity> notes, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var some in notes.Chunk(AtOnce))
        {
            var fences = await Task.WhenAll(some.Select(note => TryRemoveAsync(FenceNotes.FolderOf(note), cancellationToken)));
            removed += fences.Sum(static fence => fence ?? 0);
            removed += await _folders.RemoveAsync(some.Where((_, at) => fences[at] is not null), cancellationToken);
        }

        return removed;
    }

    // A folder that arrives meanwhile changes the fence's ETag, so the fence stays. So does a message that fences off another change.
    private async Task<int?> TryRemoveAsync(string folderId, CancellationToken cancellationToken) =>
        await _folders.FindAsync(folderId, FolderKeys.Fence, cancellationToken) is not { } fence || FenceEntity.Read(fence) is not { Folder: null, Tombstone: null } ? 0
        : await _folders.TryDeleteAsync(fence, fence.ETag, cancellationToken) ? 1
        : null;
}
