using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>
/// Folders by metadata value, in Azure Tables. Callers must check each folder that they find: after a crash, an entry may remain for a value that the
/// folder no longer has.
/// </summary>
/// <param name="client">The table <see cref="TableNames.Aliases"/>.</param>
/// <param name="time">The clock.</param>
internal sealed class FolderAliases(TableClient client, TimeProvider time) : IFolderAliases
{
    private readonly BatchedWrites _writes = new(client, time);
    private readonly LazyTable _table = new(client);

    /// <summary>The keys under which a folder is listed.</summary>
    public static List<string> KeysOf(IReadOnlyList<FolderMetadataEntry> metadata) => [.. metadata.Select(static entry => AliasKey.Of(entry.Key, entry.Value!))];

    /// <inheritdoc/>
    public async Task WriteAsync(Folder folder, CancellationToken cancellationToken)
    {
        var current = KeysOf(folder.Records.ListedMetadata);
        await Task.WhenAll(current.Select(key => _writes.WriteAsync(new TableEntity(key, folder.FolderId), cancellationToken)));
        await RemoveAsync(KeysOf(folder.EveryMetadata).Except(current), folder.FolderId, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PageOf<string>> FindAsync(FolderMetadataEntry entry, string? from, int limit, CancellationToken cancellationToken) =>
        _table.PageAsync(TableClient.CreateQueryFilter($"PartitionKey eq {AliasKey.Of(entry.Key, entry.Value!)}"), from, limit, static row => row.RowKey, cancellationToken);

    /// <inheritdoc/>
    public Task<int> RemoveAsync(string folderId, IReadOnlyList<FolderMetadataEntry> metadata, CancellationToken cancellationToken) =>
        RemoveAsync(KeysOf(metadata), folderId, cancellationToken);

    /// <summary>Removes a folder from the lists of some keys.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Cancels the operation; calling it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task<int> RemoveAsync(IEnumerable<string> keys, string folderId, CancellationToken cancellationToken) =>
        _table.RemoveAsync(keys.Select(key => new TableEntity(key, folderId)), cancellationToken);
}
