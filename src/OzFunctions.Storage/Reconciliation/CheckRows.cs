using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>Replaces a folder's rows when the caller does not know what is stored: reads them first.</summary>
/// <param name="client">The table <see cref="TableNames.Open"/>.</param>
internal sealed class CheckRows(TableClient client)
{
    private const int MaxAttempts = 10;

    private readonly LazyTable _table = new(client);

    /// <summary>Reads a folder's rows by id.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The rows. There can be more than one if a process wrote late.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<TableEntity>> FindByIdAsync(string folderId, CancellationToken cancellationToken) =>
        await FindAsync(CheckEntity.PartitionKey(folderId), CheckEntity.ByIdKeys(folderId), cancellationToken);

    /// <summary>Replaces a folder's rows by a check.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="wanted">The check; null to remove the rows.</param>
    /// <param name="former">The due time of a row that may exist without a row by id that names it; null for none.</param>
    /// <param name="replaces">Whether a row may be replaced. If one may not, the check is not written.</param>
    /// <param name="cancellationToken">Cancels the operation; calling it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other processes changed the rows at every attempt.</exception>
    public async Task<int> ReplaceAsync(string folderId, FolderCheck? wanted, FolderDue? former, Func<FolderCheck, bool> replaces, CancellationToken cancellationToken)
    {
        var partitionKey = CheckEntity.PartitionKey(folderId);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var byId = await FindByIdAsync(folderId, cancellationToken);
            var kept = byId.Where(row => !replaces(CheckEntity.Read(row))).ToList();
            var old = byId.Except(kept).ToList();
            var written = kept.Count == 0 ? wanted : null;
            var rows = CheckEntity.RowsOf(written);
            old.AddRange(await FindAsync(partitionKey, DueKeys(folderId, [former, written?.Due, .. old.Select(DueOf)]).Except(DueKeys(folderId, kept.Select(DueOf))), cancellationToken));
            if (old.Count + rows.Length == 0)
            {
                return 0;
            }

            var left = old.Where(row => !rows.Any(one => one.RowKey == row.RowKey)).ToList();
            var transaction = new EntityGroupTransaction(partitionKey);
            Array.ForEach(rows, row => transaction.Write(row, old.Find(one => one.RowKey == row.RowKey)?.ETag.ToString()));
            left.ForEach(row => transaction.Delete(row, row.ETag));
            if (await _table.TrySubmitAsync(transaction, cancellationToken) is not null)
            {
                return left.Count;
            }
        }

        throw new StoreUnavailableException($"Other processes changed the folder's rows at each of {MaxAttempts} attempts.");
    }

    private static FolderDue DueOf(TableEntity byId) => CheckEntity.Read(byId).Due;

    private static IEnumerable<string> DueKeys(string folderId, IEnumerable<FolderDue?> dues) => dues.OfType<FolderDue>().Select(due => CheckEntity.DueKey(due, folderId));

    private async Task<List<TableEntity>> FindAsync(string partitionKey, IEnumerable<string> rowKeys, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(rowKeys.Select(key => _table.FindAsync(partitionKey, key, cancellationToken)))).OfType<TableEntity>()];
}
