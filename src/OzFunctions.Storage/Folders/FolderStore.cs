using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>Folders in Azure Tables. Each has one partition, so that one transaction can write everything that a webhook changes.</summary>
/// <param name="client">The table <see cref="TableNames.Folders"/>.</param>
/// <param name="newOperationId">Generates the id of an attempt to write.</param>
internal sealed class FolderStore(TableClient client, Func<Guid> newOperationId) : IFolderStore
{
    private const int MaxLostRaces = 10;

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public async Task<StoredFolder?> FindAsync(string folderId, CancellationToken cancellationToken) =>
        await _table.FindAsync(folderId, FolderKeys.Fence, cancellationToken) is { } entity ? FenceEntity.Read(entity) : null;

    /// <inheritdoc/>
    public async Task<bool> TryFenceOffAsync(string folderId, StoredFolder? read, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (read is null)
        {
            await FenceNotes.AddAsync(_table, folderId, at, cancellationToken);
            return await _table.TryWriteAsync(FenceEntity.Bare(folderId), etag: null, cancellationToken) is not null;
        }

        return await _table.TryMergeAsync(FenceEntity.Touched(folderId, newOperationId()), read.ETag, cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public Task<string?> TryHoldAsync(string folderId, string etag, DateTimeOffset now, CancellationToken cancellationToken) =>
        _table.TryMergeAsync(FenceEntity.Hold(folderId, now), etag, cancellationToken);

    /// <inheritdoc/>
    public async Task<WrittenChange?> TryWriteAsync(FolderWrite write, CancellationToken cancellationToken)
    {
        var operationId = newOperationId();
        var (transaction, missing) = FolderTransaction.Of(write, operationId);
        var folder = write.Change.Current;

        if (await _table.TrySubmitAsync(transaction, cancellationToken) is { } etags)
        {
            var deliveries = write.Owed.Deliveries.Zip(etags.Skip(FolderTransaction.RowsBeforeDeliveries), static (delivery, etag) => new Stored<Delivery>(delivery, etag!));
            return new WrittenChange(new StoredFolder(folder, etags[0]!, missing), write.Owed.Data, [.. deliveries]);
        }

        // The SDK repeats a write whose response was lost. The repeated write then conflicts with the first one, which was ours, and which may not have ended.
        var found = await FindAsync(folder.FolderId, cancellationToken);
        if (found?.ETag == write.Over?.ETag)
        {
            throw new StoreUnavailableException("The storage refused a change although no other writer was first.");
        }

        var change = await _table.FindAsync(folder.FolderId, FolderKeys.Change(folder.Version), cancellationToken);
        return change?.GetGuid(ChangeEntity.OperationId) == operationId && found is { Folder: not null } ? new WrittenChange(found, write.Owed.Data, []) : null;
    }

    /// <inheritdoc/>
    public async Task WriteMissingAnalysesAsync(StoredFolder folder, CancellationToken cancellationToken)
    {
        var lostRaces = 0;
        for (StoredFolder? current = folder; current is { Folder: not null, MissingAnalyses.Count: > 0 };)
        {
            var (transaction, missing) = FolderTransaction.OfMissingAnalyses(current);
            if (await _table.TrySubmitAsync(transaction, cancellationToken) is { } etags)
            {
                (current, lostRaces) = (current with { ETag = etags[0]!, MissingAnalyses = missing }, 0);
            }
            else if (++lostRaces < MaxLostRaces)
            {
                // Another process may be writing the same rows, or this one was first itself and the response was lost.
                current = await FindAsync(folder.Folder!.FolderId, cancellationToken);
            }
            else
            {
                throw new StoreUnavailableException($"Other writers changed the folder first, {MaxLostRaces} times in a row.");
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChangeRecord>> ChangesAsync(string folderId, int newest, int limit, CancellationToken cancellationToken)
    {
        // Versions have no gaps. The keys of a page are therefore known, and an ascending query can serve a descending list.
        var oldest = Math.Max(1, newest - limit + 1);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {folderId} and RowKey ge {FolderKeys.Change(oldest)} and RowKey le {FolderKeys.Change(newest)}");

        var changes = new List<ChangeRecord>(limit);
        await _table.ReadAllAsync(filter, ChangeEntity.Columns, row => changes.Add(ChangeEntity.Read(row)), cancellationToken);
        changes.Reverse();
        return changes;
    }
}
