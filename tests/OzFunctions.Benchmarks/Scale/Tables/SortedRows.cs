namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>
/// Rows in ordinal order of their keys, as a list of short sorted lists. A row costs little more memory than its reference, and lookups,
/// insertions and removals take logarithmic time.
/// </summary>
internal sealed class SortedRows
{
    private const int Most = 512;

    private readonly List<List<Row>> _leaves = [[]];

    /// <summary>Finds a row.</summary>
    /// <param name="partitionKey">Its partition key.</param>
    /// <param name="rowKey">Its row key.</param>
    /// <returns>The row; null when there is none.</returns>
    public Row? Find(string partitionKey, string rowKey)
    {
        var (leaf, place, isThere) = Seek(partitionKey, rowKey);
        return isThere ? _leaves[leaf][place] : null;
    }

    /// <summary>Adds a row, or replaces the one with the same keys.</summary>
    /// <param name="row">The row.</param>
    public void Put(Row row)
    {
        var (leaf, place, isThere) = Seek(row.PartitionKey, row.RowKey);
        var rows = _leaves[leaf];
        if (isThere)
        {
            rows[place] = row;
            return;
        }

        rows.Insert(place, row);
        if (rows.Count > Most)
        {
            // Rows added in key order fill whole leaves; any other insertion splits a full leaf in half.
            var kept = place == Most ? Most : Most / 2;
            _leaves.Insert(leaf + 1, rows[kept..]);
            rows.RemoveRange(kept, rows.Count - kept);
        }
    }

    /// <summary>Removes a row, if it is there.</summary>
    /// <param name="partitionKey">Its partition key.</param>
    /// <param name="rowKey">Its row key.</param>
    public void Remove(string partitionKey, string rowKey)
    {
        var (leaf, place, isThere) = Seek(partitionKey, rowKey);
        if (!isThere)
        {
            return;
        }

        _leaves[leaf].RemoveAt(place);
        if (_leaves[leaf].Count == 0 && _leaves.Count > 1)
        {
            _leaves.RemoveAt(leaf);
        }
    }

    /// <summary>Returns the rows starting at a key.</summary>
    /// <param name="partitionKey">The partition key to start at; the row need not exist.</param>
    /// <param name="rowKey">The row key to start at.</param>
    /// <returns>The rows in order. No row may be written during the enumeration.</returns>
    public IEnumerable<Row> From(string partitionKey, string rowKey)
    {
        var (leaf, place, _) = Seek(partitionKey, rowKey);
        for (; leaf < _leaves.Count; leaf++, place = 0)
        {
            for (; place < _leaves[leaf].Count; place++)
            {
                yield return _leaves[leaf][place];
            }
        }
    }

    // Returns the position of a row, or the position at which to insert it.
    private (int Leaf, int Place, bool IsThere) Seek(string partitionKey, string rowKey)
    {
        var (first, end) = (0, _leaves.Count);
        while (end - first > 1)
        {
            var middle = (first + end) / 2;
            (first, end) = Compare(_leaves[middle][0], partitionKey, rowKey) <= 0 ? (middle, end) : (first, middle);
        }

        var rows = _leaves[first];
        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Compare(rows[middle], partitionKey, rowKey) < 0 ? (middle + 1, high) : (low, middle);
        }

        return (first, low, low < rows.Count && Compare(rows[low], partitionKey, rowKey) == 0);
    }

    private static int Compare(Row row, string partitionKey, string rowKey)
    {
        var partitions = string.CompareOrdinal(row.PartitionKey, partitionKey);
        return partitions != 0 ? partitions : string.CompareOrdinal(row.RowKey, rowKey);
    }
}
