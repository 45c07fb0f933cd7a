using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>Replaces a folder's rows where nobody knows what they are: they are read first.</summary>
/// <param name="client">The table <see cref="TableNames.Open"/>.</param>
internal sealed class CheckRows(TableClient client)
{
    private const int MaxAttempts = 10;

    private readonly LazyTable _table = new(client);

    /// <summary>Reads a folder's rows by its id.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The rows: one, unless a process was late.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<TableEntity>> StandingAsync(string folderId, CancellationToken cancellationToken) =>
        await FindAsync(CheckEntity.PartitionKey(folderId), CheckEntity.StandingKeys(folderId), cancellationToken);

    /// <summary>Puts a check in place of what is listed of a folder.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="wanted">The check; null for none.</param>
    /// <param name="former">What may have been listed by time before, though no row by its id names it; null for nothing.</param>
    /// <param name="replaces">Whether a row may be replaced. Beside one that may not, no other is written.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or others changed the rows every time.</exception>
    public async Task<int> ReplaceAsync(string folderId, FolderCheck? wanted, FolderDue? former, Func<FolderCheck, bool> replaces, CancellationToken cancellationToken)
    {
        var partitionKey = CheckEntity.PartitionKey(folderId);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var standing = await StandingAsync(folderId, cancellationToken);
            var old = standing.Where(row => replaces(CheckEntity.Read(row))).ToList();
            TableEntity[] rows = wanted is null || old.Count < standing.Count ? [] : [CheckEntity.Standing(wanted), CheckEntity.ByTime(wanted)];
            string[] formerly = former is null ? [] : [CheckEntity.DueKey(former, folderId)];
            old.AddRange(await FindAsync(partitionKey, old.Select(ByTime).Union(formerly).Except(standing.Except(old).Select(ByTime)), cancellationToken));
            if (old.Count + rows.Length == 0)
            {
                return 0;
            }

            var left = old.Where(row => !rows.Any(written => written.RowKey == row.RowKey)).ToList();
            if (await TrySubmitAsync(partitionKey, rows, old, left, cancellationToken))
            {
                return left.Count;
            }
        }

        throw new StoreUnavailableException($"Others changed when the folder is due, {MaxAttempts} times in a row.");
    }

    private static string ByTime(TableEntity standing) => CheckEntity.ByTime(CheckEntity.Read(standing)).RowKey;

    private async Task<List<TableEntity>> FindAsync(string partitionKey, IEnumerable<string> rowKeys, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(rowKeys.Select(key => _table.FindAsync(partitionKey, key, cancellationToken)))).OfType<TableEntity>()];

    private async Task<bool> TrySubmitAsync(string partitionKey, TableEntity[] rows, List<TableEntity> old, List<TableEntity> left, CancellationToken cancellationToken)
    {
        var transaction = new EntityGroupTransaction(partitionKey);
        foreach (var row in rows)
        {
            if (old.Find(one => one.RowKey == row.RowKey) is { } there)
            {
                transaction.Replace(row, there.ETag);
            }
            else
            {
                transaction.Upsert(row);
            }
        }

        left.ForEach(row => transaction.Delete(row, row.ETag));
        return await _table.TrySubmitAsync(transaction, cancellationToken) is not null;
    }
}
