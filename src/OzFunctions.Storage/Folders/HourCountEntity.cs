using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Storage.Folders;

/// <summary>The row of an hour's counts: a column for each combination of statuses that some folder has.</summary>
internal static class HourCountEntity
{
    /// <summary>The partition of all counts. No hour has this name, and it comes after all hours.</summary>
    public const string Partition = "counts";

    private const string Drift = nameof(FolderCounts.Drift);

    // Between the words of a column, as FINISHED__OPERATOR_REQUIRED__DECLINED: no word has it in it.
    private const string Separator = "__";

    /// <summary>Makes the row.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The entity.</returns>
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

    /// <summary>Makes the row of counts that were dropped.</summary>
    /// <param name="hour">The hour.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Dropped(IndexHour hour) => new(Partition, FolderKeys.Hour(hour));

    /// <summary>Reads the row back.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The counts; null where they were dropped.</returns>
    public static FolderCounts? Read(TableEntity row) => row.GetInt64(Drift) is { } drift
        ? new FolderCounts(row.Where(static column => IsCount(column.Key)).ToDictionary(static column => StatusesOf(column.Key), static column => (long)column.Value), drift)
        : null;

    /// <summary>The query for the rows of some hours.</summary>
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
