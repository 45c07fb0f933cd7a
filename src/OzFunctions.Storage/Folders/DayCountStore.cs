using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>
/// The counts of days, in Azure Tables, beside the rows that are counted. A count that was dropped leaves its row, under whose ETag nobody
/// stores any more who began to count before.
/// </summary>
/// <param name="client">The table <see cref="TableNames.Index"/>.</param>
internal sealed class DayCountStore(TableClient client) : IDayCounts
{
    // No day has this name.
    private const string Partition = "counts";
    private const string Drift = nameof(DayCounts.Drift);

    // Between the words of a pair, as FINISHED_OPERATOR_REQUIRED: the first word has none in it.
    private const char Separator = '_';

    private static readonly string[] Counted = [nameof(FolderStatuses.ResolutionStatus), nameof(FolderStatuses.SystemResolution), Drift];

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<DateOnly, Stored<DayCounts?>>> FindAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var (from, to) = (FolderKeys.IndexDay(first), FolderKeys.IndexDay(last));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {from} and RowKey le {to}");
        var found = new Dictionary<DateOnly, Stored<DayCounts?>>();
        await _table.ReadAllAsync(filter, [], row => found[FolderKeys.DayOf(row.RowKey)] = new Stored<DayCounts?>(Read(row), row.ETag.ToString()), cancellationToken);
        return found;
    }

    /// <inheritdoc/>
    public async Task<DayCounts> CountAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var folders = new Dictionary<FolderStatuses, long>();
        var drift = 0;
        await _table.ReadAllAsync(
            IndexEntity.Query(day, FolderFilter.All),
            Counted,
            row =>
            {
                var statuses = IndexEntity.StatusesOf(row);
                folders[statuses] = folders.GetValueOrDefault(statuses) + 1;
                drift += row.GetBoolean(Drift) is true ? 1 : 0;
            },
            cancellationToken);
        return new DayCounts(day, folders, drift);
    }

    /// <inheritdoc/>
    public Task TryStoreAsync(DayCounts counts, string? etag, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Partition, FolderKeys.IndexDay(counts.Day)) { [Drift] = counts.Drift };
        foreach (var (statuses, folders) in counts.Folders)
        {
            entity[$"{StatusWord.Of(statuses.ResolutionStatus)}{Separator}{StatusWord.Of(statuses.SystemResolution)}"] = folders;
        }

        return _table.TryWriteAsync(entity, etag, cancellationToken);
    }

    /// <inheritdoc/>
    public Task DropAsync(DateOnly day, CancellationToken cancellationToken) => _table.RunAsync(
        table => table.UpsertEntityAsync(new TableEntity(Partition, FolderKeys.IndexDay(day)), TableUpdateMode.Replace, cancellationToken), cancellationToken);

    private static DayCounts? Read(TableEntity row) => row.GetInt64(Drift) is { } drift
        ? new DayCounts(FolderKeys.DayOf(row.RowKey), row.Where(static column => IsPair(column.Key)).ToDictionary(static column => PairOf(column.Key), static column => (long)column.Value), drift)
        : null;

    private static bool IsPair(string column) => column.Contains(Separator, StringComparison.Ordinal);

    private static FolderStatuses PairOf(string column)
    {
        var end = column.IndexOf(Separator, StringComparison.Ordinal);
        return new FolderStatuses(StatusWord.Parse(column.AsSpan(0, end)).Known!.Value, StatusWord.Parse(column.AsSpan(end + 1)).Known!.Value);
    }
}
