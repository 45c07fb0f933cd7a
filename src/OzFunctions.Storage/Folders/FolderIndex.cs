using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>Folders by the hour in which they were first seen, in Azure Tables. A row also names the folder's aliases, so that they can be removed after the folder itself is gone.</summary>
/// <param name="index">The table <see cref="TableNames.Index"/>.</param>
/// <param name="aliases">The table <see cref="TableNames.Aliases"/>.</param>
/// <param name="time">The clock.</param>
internal sealed class FolderIndex(TableClient index, TableClient aliases, TimeProvider time) : IFolderIndex
{
    // The service may return empty pages. This bounds how many are read for one page of ours.
    private const int MaxReads = 10;

    private readonly LazyTable _index = new(index);
    private readonly BatchedWrites _writes = new(index, time);
    private readonly FolderAliases _aliases = new(aliases, time);

    /// <inheritdoc/>
    public Task WriteAsync(Folder folder, CancellationToken cancellationToken) =>
        _writes.WriteAsync(IndexEntity.Of(IndexedFolder.Of(folder), FolderAliases.KeysOf(folder.EveryMetadata)), cancellationToken);

    /// <inheritdoc/>
    public async Task<int> VersionOfAsync(Folder folder, CancellationToken cancellationToken)
    {
        var row = await _index.FindAsync(FolderKeys.Hour(folder.IndexHour), folder.FolderId, cancellationToken);
        return row?.GetInt32(nameof(folder.Version)) ?? 0;
    }

    /// <inheritdoc/>
    public async Task<PageOf<IndexedFolder>> ListAsync(HourSpan hours, FolderFilter filter, string? from, int limit, CancellationToken cancellationToken)
    {
        // Hours without folders have no rows. Still, the service may end a page at a partition boundary, or after it has scanned for long enough.
        var page = await _index.PageAsync(IndexEntity.Query(hours, filter), from, limit, IndexEntity.Read, cancellationToken);
        for (var reads = 1; page is { Items.Count: 0, Next: { } next } && reads < MaxReads; reads++)
        {
            page = await _index.PageAsync(IndexEntity.Query(hours, filter), next, limit, IndexEntity.Read, cancellationToken);
        }

        return page;
    }

    /// <summary>Removes a folder from the index and from its aliases.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="hour">The hour under which it is listed.</param>
    /// <param name="metadata">Metadata values under which it may be listed, in addition to those that its row names.</param>
    /// <param name="cancellationToken">Cancels the operation; calling it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RemoveAsync(string folderId, IndexHour hour, IReadOnlyList<FolderMetadataEntry> metadata, CancellationToken cancellationToken)
    {
        var row = await _index.FindAsync(FolderKeys.Hour(hour), folderId, cancellationToken);
        var keys = IndexEntity.AliasesOf(row).Union(FolderAliases.KeysOf(metadata));
        var removed = await _aliases.RemoveAsync(keys, folderId, cancellationToken);
        return row is null ? removed : removed + await _index.RemoveAsync(row.PartitionKey, folderId, cancellationToken);
    }
}
