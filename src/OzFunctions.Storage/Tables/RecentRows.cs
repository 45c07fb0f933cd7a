using Azure;
using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>Rows as this process last wrote them: whoever writes one again knows the mark of what it replaces, and is told by the storage where another came in between.</summary>
internal sealed class RecentRows
{
    /// <summary>How many rows are kept; of more the oldest are forgotten.</summary>
    public const int Most = 2_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string PartitionKey, string RowKey), TableEntity> _rows = [];
    private readonly Queue<(string PartitionKey, string RowKey)> _oldest = new();

    /// <summary>Looks a row up.</summary>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its key.</param>
    /// <returns>The row as it was written, or null when it is not known.</returns>
    public TableEntity? Find(string partitionKey, string rowKey)
    {
        lock (_lock)
        {
            return _rows.GetValueOrDefault((partitionKey, rowKey));
        }
    }

    /// <summary>Keeps a row.</summary>
    /// <param name="row">The row as it was written.</param>
    /// <param name="etag">Its mark.</param>
    public void Keep(TableEntity row, string etag)
    {
        row.ETag = new ETag(etag);
        var key = (row.PartitionKey, row.RowKey);
        lock (_lock)
        {
            if (!_rows.ContainsKey(key))
            {
                _oldest.Enqueue(key);
            }

            _rows[key] = row;
            if (_oldest.Count > Most)
            {
                _rows.Remove(_oldest.Dequeue());
            }
        }
    }
}
