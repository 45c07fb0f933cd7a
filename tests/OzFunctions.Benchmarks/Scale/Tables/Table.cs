namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A table in memory.</summary>
internal sealed class Table
{
    /// <summary>The most rows of a page, as Azure has it.</summary>
    public const int PageRows = 1_000;

    /// <summary>
    /// The most rows that are looked over for a page. Azure gives a page up after five seconds and documents no number, so this is ours: it keeps a query that finds little from looking over a whole table at
    /// the cost of one request.
    /// </summary>
    public const int PageLookedOver = 10_000;

    private readonly Lock _lock = new();
    private readonly SortedRows _rows = new();
    private long _stamp;

    /// <summary>Finds a row.</summary>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its key there.</param>
    /// <returns>The row; null when there is none.</returns>
    public Row? Find(string partitionKey, string rowKey)
    {
        lock (_lock)
        {
            return _rows.Find(partitionKey, rowKey);
        }
    }

    /// <summary>Reads a page.</summary>
    /// <param name="filter">What is asked of rows.</param>
    /// <param name="from">Where the page begins; null for the first.</param>
    /// <param name="most">The most rows of the page.</param>
    /// <returns>The rows, how many were looked over, and where the next page begins; null where there is none.</returns>
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

    /// <summary>Makes writes, all or none.</summary>
    /// <param name="writes">The writes, no two to one row.</param>
    /// <returns>The rows, in the order of the writes; null for a deleted one.</returns>
    /// <exception cref="TableException">One of them must not be made.</exception>
    public IReadOnlyList<Row?> Apply(IReadOnlyList<TableWrite> writes)
    {
        lock (_lock)
        {
            // Azure gives all rows of a transaction times of their own too.
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

    /// <summary>Adds rows without a request, so that nothing is counted.</summary>
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

    /// <summary>All rows, as they are now.</summary>
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
