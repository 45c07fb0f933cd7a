namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A table in memory.</summary>
internal sealed class Table
{
    /// <summary>The maximum number of rows in a page, as in Azure.</summary>
    public const int PageRows = 1_000;

    /// <summary>
    /// The maximum number of rows scanned for a page. Azure ends a page after five seconds and documents no number of rows, so this number
    /// is an assumption. It keeps a query with few matches from scanning a whole table at the cost of one request.
    /// </summary>
    public const int PageLookedOver = 10_000;

    private readonly Lock _lock = new();
    private readonly SortedRows _rows = new();
    private long _stamp;

    /// <summary>Finds a row.</summary>
    /// <param name="partitionKey">Its partition key.</param>
    /// <param name="rowKey">Its row key.</param>
    /// <returns>The row; null when there is none.</returns>
    public Row? Find(string partitionKey, string rowKey)
    {
        lock (_lock)
        {
            return _rows.Find(partitionKey, rowKey);
        }
    }

    /// <summary>Reads a page.</summary>
    /// <param name="filter">The condition.</param>
    /// <param name="from">The keys at which the page begins; null for the first page.</param>
    /// <param name="most">The maximum number of rows in the page.</param>
    /// <returns>The rows, the number of scanned rows, and where the next page begins; null if there is none.</returns>
    public TablePage Query(RowFilter filter, (string PartitionKey, string RowKey)? from, int most)
    {
        var range = filter.Range;
        var (partitionKey, rowKey) = Later(from ?? ("", ""), range.First);
        var (found, lookedOver) = (new List<Row>(), 0);
        lock (_lock)
        {
            foreach (var row in _rows.From(partitionKey, rowKey).TakeWhile(row => !range.IsBefore(row)))
            {
                if (found.Count == most || lookedOver == PageLookedOver)
                {
                    return new TablePage(found, lookedOver, row);
                }

                lookedOver++;
                if (filter.Includes(row))
                {
                    found.Add(row);
                }
            }
        }

        return new TablePage(found, lookedOver, null);
    }

    /// <summary>Applies writes atomically.</summary>
    /// <param name="writes">The writes, each to a different row.</param>
    /// <returns>The rows in the order of the writes; null for a deleted one.</returns>
    /// <exception cref="TableException">A write is not allowed.</exception>
    public IReadOnlyList<Row?> Apply(IReadOnlyList<TableWrite> writes)
    {
        lock (_lock)
        {
            // As in Azure, each row of a transaction has its own timestamp.
            var stamp = Math.Max(_stamp, TimeProvider.System.GetUtcNow().UtcTicks);
            var rows = new Row?[writes.Count];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = Written(writes[i], ++stamp, i);
            }

            _stamp = stamp;
            for (var i = 0; i < rows.Length; i++)
            {
                Put(writes[i], rows[i]);
            }

            return rows;
        }
    }

    /// <summary>Adds rows without a request, so nothing is counted.</summary>
    /// <param name="rows">The rows.</param>
    public void Fill(IEnumerable<Row> rows)
    {
        lock (_lock)
        {
            foreach (var row in rows)
            {
                _rows.Put(row);
            }
        }
    }

    /// <summary>Returns a snapshot of all rows.</summary>
    /// <returns>The rows in order.</returns>
    public IReadOnlyList<Row> Rows()
    {
        lock (_lock)
        {
            return [.. _rows.From("", "")];
        }
    }

    private Row? Written(TableWrite write, long stamp, int operation)
    {
        try
        {
            return write.Over(_rows.Find(write.PartitionKey, write.RowKey), stamp);
        }
        catch (TableException e)
        {
            throw e.At(operation);
        }
    }

    private void Put(TableWrite write, Row? row)
    {
        if (row is null)
        {
            _rows.Remove(write.PartitionKey, write.RowKey);
        }
        else
        {
            _rows.Put(row);
        }
    }

    private static (string PartitionKey, string RowKey) Later((string PartitionKey, string RowKey) left, (string PartitionKey, string RowKey) right)
    {
        var partitions = string.CompareOrdinal(left.PartitionKey, right.PartitionKey);
        return partitions > 0 || (partitions == 0 && string.CompareOrdinal(left.RowKey, right.RowKey) >= 0) ? left : right;
    }
}
