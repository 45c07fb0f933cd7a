using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>When to ask Oz about each folder, in Azure Tables. What is due is a range of keys, so finding it costs the same however much is not due.</summary>
/// <param name="client">The table <see cref="TableNames.Open"/>.</param>
/// <param name="time">The clock.</param>
internal sealed class FolderChecks(TableClient client, TimeProvider time) : IFolderChecks
{
    private readonly LazyTable _table = new(client);
    private readonly BatchedWrites _writes = new(client, time);
    private readonly CheckRows _rows = new(client);

    /// <inheritdoc/>
    public int Parts => CheckEntity.Parts;

    /// <inheritdoc/>
    public async Task WriteAsync(Folder folder, CancellationToken cancellationToken)
    {
        var check = FolderCheck.Of(folder);
        if (ChangesOf(folder, check) is { Count: > 0 } changes && !await _writes.TryWriteAsync(changes, cancellationToken))
        {
            // The previous check was moved, or is not listed. Writing over its row by id would leave a row by due time to which nothing leads.
            await _rows.ReplaceAsync(folder.FolderId, check, folder.FormerDue, found => found.Version < folder.ListVersion || found.IsOfEarlier(folder), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task RewriteAsync(Folder folder, CancellationToken cancellationToken) =>
        _rows.ReplaceAsync(folder.FolderId, FolderCheck.Of(folder), folder.FormerDue, found => found.Version != folder.ListVersion || found.IsOfEarlier(folder), cancellationToken);

    /// <inheritdoc/>
    public async Task MakeDueAsync(string folderId, Folder? folder, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var version = folder?.ListVersion ?? 0;
        bool IsOfEarlier(FolderCheck check) => folder is not null && check.IsOfEarlier(folder);
        var listed = (await _rows.FindByIdAsync(folderId, cancellationToken)).Select(CheckEntity.Read).FirstOrDefault(check => check.Version == version && !IsOfEarlier(check));
        if (listed is null && folder is { Due: { Kind: not CheckKind.Settled } })
        {
            return;
        }

        listed ??= new FolderCheck(folderId, version, OpenReasons.None, time.GetUtcNow(), DateTimeOffset.MaxValue);
        if (listed.Kind is CheckKind.GivenUp || listed.NextCheck > at)
        {
            var hastened = listed with { NextCheck = at, Reasons = listed.Reasons & ~OpenReasons.GivenUp };
            await _rows.ReplaceAsync(folderId, hastened, former: null, found => found.Version <= version || IsOfEarlier(found), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Stored<FolderCheck>>> DueAsync(int part, bool isRunning, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var (first, end) = (CheckEntity.DueClass(isRunning), CheckEntity.DueKey(isRunning, now.AddTicks(1)));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {CheckEntity.PartitionKey(part)} and RowKey ge {first} and RowKey lt {end}");
        var due = await _table.FirstAsync(filter, columns: null, limit, cancellationToken);
        return [.. due.Select(static row => new Stored<FolderCheck>(CheckEntity.Read(row), row.ETag.ToString()))];
    }

    /// <inheritdoc/>
    public async Task MoveAsync(Stored<FolderCheck> check, FolderCheck? following, CancellationToken cancellationToken)
    {
        if (!await TryMoveAsync(check, following, withById: true, cancellationToken)
            && await _table.FindAsync(CheckEntity.PartitionKey(check.Value.FolderId), CheckEntity.ByIdKey(check.Value.Kind, check.Value.FolderId), cancellationToken) is null)
        {
            await TryMoveAsync(check, following, withById: false, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task DropAsync(Stored<FolderCheck> check, CancellationToken cancellationToken) =>
        _table.TryDeleteAsync(CheckEntity.ByDueTime(check.Value), new ETag(check.ETag), cancellationToken);

    /// <inheritdoc/>
    public Task<int> RemoveAsync(string folderId, CancellationToken cancellationToken) => _rows.ReplaceAsync(folderId, wanted: null, former: null, static _ => true, cancellationToken);

    // The fence says which rows the previous change listed, so rows that are still there are replaced without a read.
    private static List<TableTransactionAction> ChangesOf(Folder folder, FolderCheck? check)
    {
        var rows = CheckEntity.RowsOf(check);
        string[] former = folder.FormerDue is { } due ? [CheckEntity.ByIdKey(due.Kind, folder.FolderId), CheckEntity.DueKey(due, folder.FolderId)] : [];
        var partitionKey = CheckEntity.PartitionKey(folder.FolderId);
        return
        [
            .. rows.Select(row => former.Contains(row.RowKey)
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, ETag.All)
                : new TableTransactionAction(TableTransactionActionType.Add, row)),
            .. former.Except(rows.Select(static row => row.RowKey), StringComparer.Ordinal)
                .Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partitionKey, key), ETag.All)),
        ];
    }

    private async Task<bool> TryMoveAsync(Stored<FolderCheck> check, FolderCheck? following, bool withById, CancellationToken cancellationToken)
    {
        var (byId, due) = (CheckEntity.ById(check.Value), CheckEntity.ByDueTime(check.Value));
        var rows = CheckEntity.RowsOf(following);
        var transaction = new EntityGroupTransaction(due.PartitionKey);
        transaction.Delete(due, new ETag(check.ETag));
        Array.ForEach(rows, transaction.Upsert);
        if (withById && !rows.Any(row => row.RowKey == byId.RowKey))
        {
            transaction.Delete(byId, ETag.All);
        }

        return await _table.TrySubmitAsync(transaction, cancellationToken) is not null;
    }
}
