using Azure;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Removal;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Removal;

/// <summary>
/// Removes expired folders from Azure Tables. Each folder costs one query and one transaction; rows of lists are deleted in batches. The index row, which
/// leads to the folder, is removed last. Rows that a returning folder would share are removed while the fence still exists; a folder that changes then is listed by
/// all its metadata again.
/// </summary>
/// <param name="table">The tables, by a name of <see cref="TableNames"/>.</param>
/// <param name="time">The clock.</param>
internal sealed class ExpiredFolderStore(Func<string, TableClient> table, TimeProvider time) : IExpiredFolders
{
    private const int PageSize = 100;

    // Excludes the bodies of notifications, which are most of a folder's bytes.
    private static readonly string[] Needed = [nameof(TableEntity.Timestamp), .. DeliveryEntity.Listed, .. FenceEntity.Columns];

    private readonly LazyTable _folders = new(table(TableNames.Folders));
    private readonly LazyTable _index = new(table(TableNames.Index));
    private readonly LazyTable _aliases = new(table(TableNames.Aliases));
    private readonly ParkedRows _parked = new(table(TableNames.Parked));
    private readonly FolderChecks _checks = new(table(TableNames.Open), time);

    /// <inheritdoc/>
    public async Task<ExpiredFolders> RemoveSomeAsync(DateTimeOffset before, string? from, CancellationToken cancellationToken)
    {
        // A folder was first seen no later than it was last seen. The service filters out rows of folders that were seen after the limit.
        var hours = IndexEntity.Query(new HourSpan(IndexHour.Earliest, IndexHour.Of(before)), FolderFilter.All);
        var page = await _index.PageAsync($"{hours} and {TableClient.CreateQueryFilter($"LastSeenAt lt {before}")}", columns: null, from, PageSize, cancellationToken);
        var found = await page.Items.EachAsync(row => ReadAsync(row, cancellationToken));

        var (gone, expired) = (found.Where(static folder => folder.Folder is null).ToList(), found.Where(folder => !folder.IsHeld && folder.Folder?.LastSeenAt < before).ToList());
        var rows = await UnlistAsync([.. expired, .. gone], cancellationToken);
        var removed = (await expired.EachAsync(async folder => (Folder: folder, Rows: await TryRemoveAsync(folder, cancellationToken)))).ToLookup(static one => one.Rows is not null);
        var changed = removed[false].Select(static one => one.Folder).ToList();

        List<ExpiredFolder> off = [.. removed[true].Select(static one => one.Folder), .. gone];
        rows += removed[true].Sum(static one => one.Rows!.Value)
            + await _parked.UnparkAsync(removed[true].SelectMany(static one => one.Folder.ParkedEntries), cancellationToken)
            + await _index.RemoveAsync(off.Select(static folder => folder.Index), cancellationToken);
        var behind = changed.Concat(found.Where(folder => folder.IsBehind && folder.Folder!.LastSeenAt >= before)).Select(static folder => folder.FolderId);
        return new ExpiredFolders(removed[true].Count(), rows, [.. off.Select(static folder => folder.Hour).Distinct()], [.. behind], page.Next);
    }

    private async Task<ExpiredFolder> ReadAsync(TableEntity index, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await _folders.ReadAllAsync(TableClient.CreateQueryFilter($"PartitionKey eq {index.RowKey}"), Needed, rows.Add, cancellationToken);
        var fence = rows.Find(static row => row.RowKey == FolderKeys.Fence);
        return new ExpiredFolder(index, fence is null ? null : FenceEntity.Read(fence), fence is not null && FenceEntity.IsHeld(fence, time.GetUtcNow()), [.. rows.Where(row => row != fence)]);
    }

    private async Task<int> UnlistAsync(IReadOnlyList<ExpiredFolder> folders, CancellationToken cancellationToken)
    {
        var aliases = _aliases.RemoveAsync(folders.SelectMany(static folder => folder.Aliases), cancellationToken);
        var open = folders.Where(static folder => folder.IsOpen).EachAsync(folder => _checks.RemoveAsync(folder.FolderId, cancellationToken));
        await Task.WhenAll(aliases, open);
        return aliases.Result + open.Result.Sum();
    }

    private async Task<int?> TryRemoveAsync(ExpiredFolder folder, CancellationToken cancellationToken)
    {
        var etag = folder.Stored!.ETag;
        foreach (var some in folder.Rows.SkipLast(TableLimits.TransactionEntities - 1).Chunk(TableLimits.TransactionEntities - 1))
        {
            // Every transaction requires the fence's ETag, and the last one deletes the fence. A webhook that arrives meanwhile thus keeps the folder.
            var transaction = Deleting(folder.FolderId, some);
            transaction.Merge(FenceEntity.Unchanged(folder.FolderId), new ETag(etag));
            if (await _folders.TrySubmitAsync(transaction, cancellationToken) is not { } written)
            {
                return null;
            }

            etag = written[^1]!;
        }

        var last = Deleting(folder.FolderId, folder.Rows.TakeLast(TableLimits.TransactionEntities - 1));
        last.Delete(new TableEntity(folder.FolderId, FolderKeys.Fence), new ETag(etag));
        return await _folders.TrySubmitAsync(last, cancellationToken) is null ? null : folder.Rows.Count + 1;
    }

    private static EntityGroupTransaction Deleting(string folderId, IEnumerable<TableEntity> rows)
    {
        var transaction = new EntityGroupTransaction(folderId);
        foreach (var row in rows)
        {
            transaction.Delete(row, ETag.All);
        }

        return transaction;
    }
}
