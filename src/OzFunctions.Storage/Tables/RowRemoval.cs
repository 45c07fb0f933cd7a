using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>Deletes rows by their keys, in batches of rows of one partition.</summary>
internal static class RowRemoval
{
    /// <summary>Deletes rows unconditionally. Costs one request for each 100 rows of a partition, unless others delete the same rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows; only their keys are used.</param>
    /// <param name="cancellationToken">Cancels the operation; calling it again completes it.</param>
    /// <returns>How many rows this call deleted.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public static async Task<int> RemoveAsync(this LazyTable table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        var partitions = rows.DistinctBy(static row => (row.PartitionKey, row.RowKey)).GroupBy(static row => row.PartitionKey, StringComparer.Ordinal);
        var batches = partitions.SelectMany(static partition => partition.Chunk(TableLimits.TransactionEntities));
        return (await batches.EachAsync(batch => RemoveTogetherAsync(table, batch, cancellationToken))).Sum();
    }

    private static async Task<int> RemoveTogetherAsync(LazyTable table, TableEntity[] rows, CancellationToken cancellationToken)
    {
        if (rows.Length > 1)
        {
            var transaction = new EntityGroupTransaction(rows[0].PartitionKey);
            Array.ForEach(rows, row => transaction.Delete(row, ETag.All));
            if (await table.TrySubmitAsync(transaction, cancellationToken) is not null)
            {
                return rows.Length;
            }
        }

        // A row that is already gone fails the whole transaction, so each row is deleted alone.
        return (await rows.EachAsync(row => table.RemoveAsync(row.PartitionKey, row.RowKey, cancellationToken))).Sum();
    }
}
