using System.Collections.Concurrent;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Counts what the requests to a server cost.</summary>
internal sealed class TableCounts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Table, TableOperation Kind), TableFigures> _counts = [];
    private readonly ConcurrentDictionary<(string Table, string PartitionKey), byte> _partitions = new();

    /// <summary>Whether it is noted which partitions the requests are of.</summary>
    public bool NotesPartitions { get; set; }

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

        if (NotesPartitions && partitionKey is not null)
        {
            _partitions.TryAdd((table, partitionKey), 0);
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

    /// <summary>Of how many partitions there were requests, since this is noted.</summary>
    /// <returns>How many, by table.</returns>
    public IReadOnlyDictionary<string, int> Partitions() => _partitions.Keys.CountBy(static partition => partition.Table).ToDictionary();
}
