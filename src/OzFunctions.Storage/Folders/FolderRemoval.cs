using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Removal;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>Removes erased folders from Azure Tables.</summary>
/// <param name="table">The tables, by a name of <see cref="TableNames"/>.</param>
/// <param name="time">The clock.</param>
internal sealed class FolderRemoval(Func<string, TableClient> table, TimeProvider time) : IFolderRemoval
{
    private readonly LazyTable _folders = new(table(TableNames.Folders));
    private readonly ParkedRows _parked = new(table(TableNames.Parked));
    private readonly FolderIndex _index = new(table(TableNames.Index), table(TableNames.Aliases), time);
    private readonly FolderChecks _checks = new(table(TableNames.Open), time);

    /// <inheritdoc/>
    public async Task<bool> TryWriteTombstoneAsync(string folderId, FolderTombstone tombstone, string etag, CancellationToken cancellationToken) =>
        await _folders.TryWriteAsync(FenceEntity.Tombstone(folderId, tombstone), etag, cancellationToken) is not null;

    /// <inheritdoc/>
    public async Task RemoveOwedAsync(string folderId, CancellationToken cancellationToken)
    {
        var filter = $"{TableClient.CreateQueryFilter($"PartitionKey eq {folderId} and State ne {nameof(DeliveryState.Delivered)}")} and {DeliveryEntity.Query}";
        while (await _folders.FirstAsync(filter, DeliveryEntity.ListedWithKeys, TableLimits.TransactionEntities, cancellationToken) is { Count: > 0 } rows)
        {
            // If an attempt claims a delivery after it was read, the transaction fails and the rows are read again.
            await _parked.UnparkAsync(DeliveryEntity.ParkedEntriesOf(rows), cancellationToken);
            var transaction = new EntityGroupTransaction(folderId);
            foreach (var row in rows)
            {
                transaction.Delete(row, row.ETag);
            }

            await _folders.TrySubmitAsync(transaction, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<int?> RemoveSomeAsync(string folderId, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {folderId} and RowKey ne {FolderKeys.Fence}");
        return await _folders.FirstAsync(filter, DeliveryEntity.ListedWithKeys, TableLimits.TransactionEntities, cancellationToken) is { Count: > 0 } rows
            ? await _parked.RemoveWithDeliveriesAsync(_folders, rows, cancellationToken)
            : null;
    }

    /// <inheritdoc/>
    public async Task<int> UnlistAsync(string folderId, IndexHour indexHour, IReadOnlyList<FolderMetadataEntry> metadata, CancellationToken cancellationToken)
    {
        // The index row is removed last: after a crash it is what leads back to this folder.
        var removed = await _checks.RemoveAsync(folderId, cancellationToken);
        return removed + await _index.RemoveAsync(folderId, indexHour, metadata, cancellationToken);
    }
}
