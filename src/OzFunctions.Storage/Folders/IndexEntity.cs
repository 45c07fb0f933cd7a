using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Storage.Folders;

/// <summary>The row of a folder in the index.</summary>
internal static class IndexEntity
{
    /// <summary>The columns that counting needs.</summary>
    public static readonly string[] Counted =
        [nameof(FolderStatuses.ResolutionStatus), nameof(FolderStatuses.SystemResolution), nameof(FolderStatuses.WorstResolution), nameof(IndexedFolder.Drift)];

    private const string Aliases = nameof(Aliases);
    private const string Overdue = nameof(Overdue);
    private const char Separator = '\n';

    /// <summary>Creates the row.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="aliases">The keys under which <see cref="FolderAliases"/> lists it.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Of(IndexedFolder folder, IEnumerable<string> aliases) =>
        new(FolderKeys.Hour(folder.IndexHour), folder.FolderId)
        {
            [nameof(folder.Version)] = folder.Version,
            [nameof(FolderStatuses.ResolutionStatus)] = StatusWord.Of(folder.Statuses.ResolutionStatus).Text,
            [nameof(FolderStatuses.SystemResolution)] = StatusWord.Of(folder.Statuses.SystemResolution).Text,
            [nameof(FolderStatuses.WorstResolution)] = StatusWord.Of(folder.Statuses.WorstResolution).Text,
            [nameof(folder.Drift)] = folder.Drift,
            [nameof(folder.HeldBack)] = folder.HeldBack.ToString(),
            [Overdue] = folder.IsOverdue,
            [nameof(folder.TimeCreated)] = folder.TimeCreated,
            [nameof(folder.FirstSeenAt)] = folder.FirstSeenAt,
            [nameof(folder.LastSeenAt)] = folder.LastSeenAt,
            [Aliases] = string.Join(Separator, aliases),
        };

    /// <summary>Reads the row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The folder.</returns>
    public static IndexedFolder Read(TableEntity row) => new()
    {
        FolderId = row.RowKey,
        Version = row.GetInt32(nameof(IndexedFolder.Version))!.Value,
        Statuses = StatusesOf(row),
        Drift = HasDrift(row),
        HeldBack = Enum.Parse<HeldBack>(row.GetString(nameof(IndexedFolder.HeldBack))),
        IsOverdue = row.GetBoolean(Overdue) is true,
        FirstSeenAt = row.GetDateTimeOffset(nameof(IndexedFolder.FirstSeenAt))!.Value,
        LastSeenAt = row.GetDateTimeOffset(nameof(IndexedFolder.LastSeenAt))!.Value,
        TimeCreated = row.GetDateTimeOffset(nameof(IndexedFolder.TimeCreated)),
    };

    /// <summary>The statuses in a row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The statuses.</returns>
    public static FolderStatuses StatusesOf(TableEntity row) =>
        new(Word(row, nameof(FolderStatuses.ResolutionStatus)), Word(row, nameof(FolderStatuses.SystemResolution)), Word(row, nameof(FolderStatuses.WorstResolution)));

    /// <summary>Whether the row has drift.</summary>
    /// <param name="row">The row.</param>
    /// <returns>True when it does.</returns>
    public static bool HasDrift(TableEntity row) => row.GetBoolean(nameof(IndexedFolder.Drift)) is true;

    /// <summary>The keys under which <see cref="FolderAliases"/> lists a folder, read from its row.</summary>
    /// <param name="row">The row; null when there is none.</param>
    /// <returns>The keys.</returns>
    public static string[] AliasesOf(TableEntity? row) => row?.GetString(Aliases) is { Length: > 0 } text ? text.Split(Separator) : [];

    /// <summary>Builds the query of a filter.</summary>
    /// <param name="hours">The hours of the rows.</param>
    /// <param name="filter">The filter.</param>
    /// <returns>An OData filter: a range of partitions.</returns>
    public static string Query(HourSpan hours, FolderFilter filter) => string.Join(" and ", Conditions(hours, filter));

    private static IEnumerable<string> Conditions(HourSpan hours, FolderFilter filter)
    {
        yield return TableClient.CreateQueryFilter($"PartitionKey ge {FolderKeys.Hour(hours.Last)} and PartitionKey le {FolderKeys.Hour(hours.First)}");
        if (filter.ResolutionStatus is { } resolution)
        {
            yield return TableClient.CreateQueryFilter($"ResolutionStatus eq {StatusWord.Of(resolution).Text}");
        }

        if (filter.SystemResolution is { } system)
        {
            yield return TableClient.CreateQueryFilter($"SystemResolution eq {StatusWord.Of(system).Text}");
        }

        if (filter.WorstResolution is { } worst)
        {
            yield return TableClient.CreateQueryFilter($"WorstResolution eq {StatusWord.Of(worst).Text}");
        }

        if (filter.HeldBack is { } heldBack)
        {
            yield return heldBack ? "HeldBack ne 'None'" : "HeldBack eq 'None'";
        }

        if (filter.Drift is { } drift)
        {
            yield return TableClient.CreateQueryFilter($"Drift eq {drift}");
        }
    }

    private static Status Word(TableEntity row, string name) => StatusWord.Parse(row.GetString(name)).Known!.Value;
}
