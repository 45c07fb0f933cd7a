using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Storage.Folders;

/// <summary>The row of an hour's counts: one column for each combination of statuses that at least one folder has.</summary>
internal static class HourCountEntity
{
    /// <summary>The partition of all counts. It sorts after all hours, and no hour has this key.</summary>
    public const string Partition = "counts";

    private const string Drift = nameof(FolderCounts.Drift);

    // Joins the status words of a column name, as in FINISHED__OPERATOR_REQUIRED__DECLINED. No status word contains it.
    private const string Separator = "__";

    /// <summary>Creates the row.</summary>
    public static TableEntity Of(HourCounts counts)
    {
        var entity = Dropped(counts.Hour);
        entity[Drift] = counts.Counts.Drift;
        foreach (var (statuses, folders) in counts.Counts.Folders)
        {
            var (resolution, system, worst) = statuses;
            entity[string.Join(Separator, StatusWord.Of(resolution), StatusWord.Of(system), StatusWord.Of(worst))] = folders;
        }

        return entity;
    }

    /// <summary>Creates the row of an hour whose counts were dropped.</summary>
    public static TableEntity Dropped(IndexHour hour) => new(Partition, FolderKeys.Hour(hour));

    /// <summary>Reads the row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The counts; null when they were dropped.</returns>
    public static FolderCounts? Read(TableEntity row) => row.GetInt64(Drift) is { } drift
        ? new FolderCounts(row.Where(static column => IsCount(column.Key)).ToDictionary(static column => StatusesOf(column.Key), static column => (long)column.Value), drift)
        : null;

    /// <summary>The query for the rows of a span of hours.</summary>
    /// <param name="hours">The hours.</param>
    /// <returns>An OData filter: a range of one partition.</returns>
    public static string Query(HourSpan hours) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {FolderKeys.Hour(hours.Last)} and RowKey le {FolderKeys.Hour(hours.First)}");

    private static bool IsCount(string column) => column.Contains(Separator, StringComparison.Ordinal);

    private static FolderStatuses StatusesOf(string column)
    {
        var words = Array.ConvertAll(column.Split(Separator), static word => StatusWord.Parse(word).Known!.Value);
        return new FolderStatuses(words[0], words[1], words[2]);
    }
}
