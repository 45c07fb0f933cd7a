using System.Collections.Concurrent;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Counts what the requests to a server cost.</summary>
internal sealed class TableCounts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Table, TableOperation Kind), TableFigures> _counts = [];
    private readonly ConcurrentDictionary<(string Table, string PartitionKey), long> _partitions = new();

    /// <summary>Whether the entities of each partition are counted too.</summary>
    public bool CountsPartitions { get; set; }

    /// <summary>Counts a request.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="figures">What it cost.</param>
    /// <param name="partitionKey">The partition that it was of; null where it was not of one.</param>
    public void Add(string table, TableOperation kind, TableFigures figures, string? partitionKey)
    {
        lock (_lock)
        {
            _counts[(table, kind)] = _counts.GetValueOrDefault((table, kind)) + figures;
        }

        if (CountsPartitions && partitionKey is not null)
        {
            _partitions.AddOrUpdate((table, partitionKey), figures.Entities, (_, entities) => entities + figures.Entities);
        }
    }

    /// <summary>What all requests have cost so far.</summary>
    /// <returns>The counts, by table and kind.</returns>
    public IReadOnlyList<TableCount> Read()
    {
        lock (_lock)
        {
            return [.. _counts.Select(static count => new TableCount(count.Key.Table, count.Key.Kind, count.Value)).OrderBy(static count => (count.Table, count.Kind))];
        }
    }

    /// <summary>How many entities of its busiest partition were looked over or written, since partitions are counted.</summary>
    /// <returns>The entities, by table.</returns>
    public IReadOnlyDictionary<string, long> Busiest() =>
        _partitions.GroupBy(static partition => partition.Key.Table).ToDictionary(static table => table.Key, static table => table.Max(static partition => partition.Value));
}
