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

    /// <summary>Removes fences, then their notes. If the fence is gone or by now belongs to a folder, only the note is removed.</summary>
    /// <param name="notes">The notes.</param>
    /// <param name="cancellationToken">Cancels the operation; calling it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="Core.StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RemoveAsync(IReadOnlyList<TableEntity> notes, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var some in notes.Chunk(AtOnce))
        {
            removed += (await Task.WhenAll(some.Select(note => RemoveAsync(FenceNotes.FolderOf(note), cancellationToken)))).Sum();
            removed += await _folders.RemoveAsync(some, cancellationToken);
        }

        return removed;
    }

    // A folder that arrives meanwhile changes the fence's ETag, so the fence stays.
    private async Task<int> RemoveAsync(string folderId, CancellationToken cancellationToken) =>
        await _folders.FindAsync(folderId, FolderKeys.Fence, cancellationToken) is { } fence
        && FenceEntity.Read(fence) is { Folder: null, Tombstone: null }
        && await _folders.TryDeleteAsync(fence, cancellationToken) ? 1 : 0;
}
