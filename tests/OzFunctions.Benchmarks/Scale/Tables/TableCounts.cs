using System.Collections.Concurrent;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Counts the cost of requests to a server.</summary>
internal sealed class TableCounts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Table, TableOperation Kind), TableFigures> _counts = [];
    private readonly ConcurrentDictionary<(string Table, string PartitionKey), byte> _partitions = new();

    /// <summary>Whether the partitions of the requests are recorded.</summary>
    public bool NotesPartitions { get; set; }

    /// <summary>Counts a request.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="figures">The cost.</param>
    /// <param name="partitionKey">The partition of the request; null if it was not limited to one.</param>
    public void Add(string table, TableOperation kind, TableFigures figures, string? partitionKey)
    {
        lock (_lock)
        {
            _counts[(table, kind)] = _counts.GetValueOrDefault((table, kind)) + figures;
        }

        if (NotesPartitions && partitionKey is not null)
        {
            _partitions.TryAdd((table, partitionKey), 0);
        }
    }

    /// <summary>Returns the cost of all requests so far.</summary>
    /// <returns>The costs by table and kind.</returns>
    public IReadOnlyList<TableCount> Read()
    {
        lock (_lock)
        {
            return [.. _counts.Select(static count => new TableCount(count.Key.Table, count.Key.Kind, count.Value)).OrderBy(static count => (count.Table, count.Kind))];
        }
    }

    /// <summary>Returns the number of partitions that received requests while partitions were recorded.</summary>
    /// <returns>The number of partitions by table.</returns>
    public IReadOnlyDictionary<string, int> Partitions() => _partitions.Keys.CountBy(static partition => partition.Table).ToDictionary();
}
