using System.Globalization;
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
    private const string DayFormat = "yyyy-MM-dd";
    private const string Drift = nameof(DayCounts.Drift);

    // Between the words of a column, as FINISHED__OPERATOR_REQUIRED__DECLINED: no word has it in it.
    private const string Separator = "__";

    private static readonly string[] Counted =
        [nameof(FolderStatuses.ResolutionStatus), nameof(FolderStatuses.SystemResolution), nameof(FolderStatuses.WorstResolution), Drift];

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<DateOnly, Stored<DayCounts?>>> FindAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var (from, to) = (DayKey(first), DayKey(last));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {from} and RowKey le {to}");
        var found = new Dictionary<DateOnly, Stored<DayCounts?>>();
        await _table.ReadAllAsync(filter, [], row => found[DayOf(row.RowKey)] = new Stored<DayCounts?>(Read(row), row.ETag.ToString()), cancellationToken);
        return found;
    }

    /// <inheritdoc/>
    public async Task<DayCounts> CountAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var folders = new Dictionary<FolderStatuses, long>();
        var drift = 0;
        await _table.ReadAllAsync(
            IndexEntity.Query(HourSpan.OfDay(day), FolderFilter.All),
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
        var entity = new TableEntity(Partition, DayKey(counts.Day)) { [Drift] = counts.Drift };
        foreach (var (statuses, folders) in counts.Folders)
        {
            var (resolution, system, worst) = statuses;
            entity[string.Join(Separator, StatusWord.Of(resolution), StatusWord.Of(system), StatusWord.Of(worst))] = folders;
        }

        return _table.TryWriteAsync(entity, etag, cancellationToken);
    }

    /// <inheritdoc/>
    public Task DropAsync(DateOnly day, CancellationToken cancellationToken) => _table.RunAsync(
        table => table.UpsertEntityAsync(new TableEntity(Partition, DayKey(day)), TableUpdateMode.Replace, cancellationToken), cancellationToken);

    private static DayCounts? Read(TableEntity row) => row.GetInt64(Drift) is { } drift
        ? new DayCounts(DayOf(row.RowKey), row.Where(static column => IsCount(column.Key)).ToDictionary(static column => StatusesOf(column.Key), static column => (long)column.Value), drift)
        : null;

    private static string DayKey(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static DateOnly DayOf(string key) => DateOnly.ParseExact(key, DayFormat, CultureInfo.InvariantCulture);

    private static bool IsCount(string column) => column.Contains(Separator, StringComparison.Ordinal);

    private static FolderStatuses StatusesOf(string column)
    {
        var words = Array.ConvertAll(column.Split(Separator), static word => StatusWord.Parse(word).Known!.Value);
        return new FolderStatuses(words[0], words[1], words[2]);
    }
}
