using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>Deletes rows by their keys, those of one partition together.</summary>
internal static class RowRemoval
{
    private const int AtOnce = 32;

    /// <summary>Deletes rows, whatever they hold. A request for each hundred rows of a partition, as long as nobody else removes them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows, of which the keys are enough.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were deleted by this.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public static async Task<int> RemoveAsync(this LazyTable table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        var removed = 0;
        var partitions = rows.DistinctBy(static row => (row.PartitionKey, row.RowKey)).GroupBy(static row => row.PartitionKey, StringComparer.Ordinal);
        foreach (var some in partitions.SelectMany(static partition => partition.Chunk(TableLimits.TransactionEntities)).Chunk(AtOnce))
        {
            removed += (await Task.WhenAll(some.Select(batch => RemoveTogetherAsync(table, batch, cancellationToken)))).Sum();
        }

        return removed;
    }

    private static async Task<int> RemoveTogetherAsync(LazyTable table, TableEntity[] rows, CancellationToken cancellationToken)
    {
        if (rows.Length > 1)
        {
            var transaction = new EntityGroupTransaction(rows[0].PartitionKey);
            Array.ForEach(rows, row => transaction.Delete(row, ETag.All));
            if (await table.TryDeleteAsync(transaction, cancellationToken))
            {
                return rows.Length;
            }
        }

        // One that is gone already must not keep the others.
        var removed = 0;
        foreach (var some in rows.Chunk(AtOnce))
        {
            removed += (await Task.WhenAll(some.Select(row => table.RemoveAsync(row.PartitionKey, row.RowKey, cancellationToken)))).Sum();
        }

        return removed;
    }
}
