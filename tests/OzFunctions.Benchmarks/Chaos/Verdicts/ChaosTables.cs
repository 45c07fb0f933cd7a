using Azure.Data.Tables;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Benchmarks.Chaos.Verdicts;

/// <summary>What a run left in the tables, read past the server.</summary>
internal sealed class ChaosTables
{
    private ChaosTables(List<TableEntity> folders, List<TableEntity> index, List<TableEntity> aliases, List<TableEntity> open, List<TableEntity> parked, List<TableEntity> endpoints, List<TableEntity> runs)
    {
        // Partitions with a separator are of endpoints' own notifications, and of notes about fences.
        Folders = folders.Where(static row => !row.PartitionKey.Contains('|', StringComparison.Ordinal)).ToLookup(static row => row.PartitionKey);
        Index = index.Where(static row => row.ContainsKey("Version")).ToLookup(static row => row.RowKey);
        Aliases = aliases.ToLookup(static row => row.RowKey);
        Open = open.Select(static row => (Row: row, Check: CheckEntity.Read(row))).ToLookup(static row => row.Check.FolderId, static row => (row.Row.RowKey.StartsWith("d|", StringComparison.Ordinal), row.Check));
        Parked = parked.Select(ParkedKeys.Read).ToLookup(static entry => entry.Folder);
        Disabled = [.. endpoints.Where(static row => row.GetDateTimeOffset("DisabledAt") is not null).Select(static row => row.RowKey)];
        Running = [.. runs.Where(static row => row.TryGetValue("State", out var state) && state is "Running").Select(static row => $"{row.PartitionKey}.{row.RowKey}")];
    }

    /// <summary>The rows of each folder.</summary>
    public ILookup<string, TableEntity> Folders { get; }

    /// <summary>The rows of the index, by folder.</summary>
    public ILookup<string, TableEntity> Index { get; }

    /// <summary>The rows by which a folder is found by metadata, by folder.</summary>
    public ILookup<string, TableEntity> Aliases { get; }

    /// <summary>The rows of open and due folders, by folder.</summary>
    public ILookup<string, (bool IsByTime, FolderCheck Check)> Open { get; }

    /// <summary>The listed deliveries, by folder.</summary>
    public ILookup<string, ParkedEntry> Parked { get; }

    /// <summary>The names of disabled endpoints.</summary>
    public HashSet<string> Disabled { get; }

    /// <summary>The runs that have not ended.</summary>
    public IReadOnlyList<string> Running { get; }

    /// <summary>Reads them.</summary>
    /// <param name="storage">The connection string.</param>
    /// <returns>The rows.</returns>
    public static async Task<ChaosTables> ReadAsync(string storage) => new(
        await RowsAsync(storage, TableNames.Folders),
        await RowsAsync(storage, TableNames.Index),
        await RowsAsync(storage, TableNames.Aliases),
        await RowsAsync(storage, TableNames.Open),
        await RowsAsync(storage, TableNames.Parked),
        await RowsAsync(storage, TableNames.Endpoints),
        await RowsAsync(storage, TableNames.Runs));

    private static async Task<List<TableEntity>> RowsAsync(string storage, string table)
    {
        var rows = new List<TableEntity>();
        var client = new TableClient(storage, table);
        await client.CreateIfNotExistsAsync();
        await foreach (var row in client.QueryAsync<TableEntity>())
        {
            rows.Add(row);
        }

        return rows;
    }
}
