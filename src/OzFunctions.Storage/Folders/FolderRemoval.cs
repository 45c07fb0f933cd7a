using Azure;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Removal;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>Removes folders from Azure Tables.</summary>
/// <param name="table">The tables, by a name of <see cref="TableNames"/>.</param>
/// <param name="newOperationId">Makes the mark of an attempt.</param>
/// <param name="time">The clock.</param>
internal sealed class FolderRemoval(Func<string, TableClient> table, Func<Guid> newOperationId, TimeProvider time) : IFolderRemoval
{
    private const int SweptAtOnce = 1_000;

    private static readonly string[] Needed = [.. LazyTable.KeysOnly, .. DeliveryEntity.Listed];

    private readonly LazyTable _folders = new(table(TableNames.Folders));
    private readonly ParkedRows _parked = new(table(TableNames.Parked));
    private readonly LazyTable _runs = new(table(TableNames.Runs));
    private readonly FolderIndex _index = new(table(TableNames.Index), table(TableNames.Aliases), time);
    private readonly FolderChecks _checks = new(table(TableNames.Open), time);

    /// <inheritdoc/>
    public async Task<bool> TryEntombAsync(string folderId, FolderTombstone tombstone, string etag, DateTimeOffset at, CancellationToken cancellationToken) =>
        await _folders.TryWriteAsync(FolderEntities.Tombstone(folderId, tombstone, at, newOperationId()), etag, cancellationToken) is not null;

    /// <inheritdoc/>
    public async Task<int?> RemoveSomeAsync(string folderId, CancellationToken cancellationToken)
    {
        var rows = await SomeAsync(folderId, cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        // The rows of deliveries tell where they are listed, so those go last.
        var removed = await _parked.UnparkAsync(rows.Where(DeliveryEntity.IsParked).Select(DeliveryEntity.ReadParking), cancellationToken);
        var transaction = new EntityGroupTransaction(folderId);
        foreach (var row in rows)
        {
            transaction.Delete(row, ETag.All);
        }

        return removed + (await _folders.TryDeleteAsync(transaction, cancellationToken) ? rows.Count : 0);
    }

    /// <inheritdoc/>
    public async Task<int> UnlistAsync(string folderId, IndexHour indexHour, IReadOnlyList<FolderMetadataEntry> metadata, CancellationToken cancellationToken)
    {
        // The row of the index comes last, since it is what leads here again after a crash.
        var removed = await _checks.RemoveAsync(folderId, cancellationToken);
        return removed + await _index.RemoveAsync(folderId, indexHour, metadata, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Swept> SweepAsync(string folderId, string? from, CancellationToken cancellationToken)
    {
        var page = await _runs.PageAsync(TableClient.CreateQueryFilter($"RowKey eq {folderId}"), LazyTable.KeysOnly, from, SweptAtOnce, cancellationToken);
        var removed = 0;
        foreach (var row in page.Items.Where(IsOfAReport))
        {
            removed += await _runs.RemoveAsync(row.PartitionKey, row.RowKey, cancellationToken);
        }

        return new Swept(removed, page.Next);
    }

    // Runs themselves are beside what they compared; an id of a folder may look like the key of one.
    private static bool IsOfAReport(TableEntity row) => Core.Runs.RunId.TryParse(row.PartitionKey) is not null;

    private Task<IReadOnlyList<TableEntity>> SomeAsync(string folderId, CancellationToken cancellationToken) => _folders.FirstAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {folderId} and RowKey ne {FolderKeys.Fence}"), Needed, TableLimits.TransactionEntities, cancellationToken);
}
