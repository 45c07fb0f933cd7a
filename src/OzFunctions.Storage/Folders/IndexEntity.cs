using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Storage.Folders;

/// <summary>The row of a folder in the index.</summary>
internal static class IndexEntity
{
    /// <summary>The columns that counting needs.</summary>
    public static readonly string[] Counted = [.. StatusColumns.Names, nameof(IndexedFolder.Drift)];

    private const string Aliases = nameof(Aliases);
    private const string Overdue = nameof(Overdue);
    private const char Separator = '\n';

    /// <summary>Creates the row.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="aliases">The keys under which <see cref="FolderAliases"/> lists it.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Of(IndexedFolder folder, IEnumerable<string> aliases)
    {
        var row = new TableEntity(FolderKeys.Hour(folder.IndexHour), folder.FolderId)
        {
            [nameof(folder.Version)] = folder.Version,
            [nameof(folder.Drift)] = folder.Drift,
            [nameof(folder.HeldBack)] = folder.HeldBack.ToString(),
            [Overdue] = folder.IsOverdue,
            [nameof(folder.TimeCreated)] = folder.TimeCreated,
            [nameof(folder.FirstSeenAt)] = folder.FirstSeenAt,
            [nameof(folder.LastSeenAt)] = folder.LastSeenAt,
            [Aliases] = string.Join(Separator, aliases),
        };

        StatusColumns.Write(row, folder.Statuses);
        return row;
    }

    /// <summary>Reads the row.</summary>
    public static IndexedFolder Read(TableEntity row) => new()
    {
        FolderId = row.RowKey,
        Version = row.GetInt32(nameof(IndexedFolder.Version))!.Value,
        Statuses = StatusColumns.Find(row)!.Value,
        Drift = HasDrift(row),
        HeldBack = Enum.Parse<HeldBack>(row.GetString(nameof(IndexedFolder.HeldBack))),
        IsOverdue = row.GetBoolean(Overdue) is true,
        FirstSeenAt = row.GetDateTimeOffset(nameof(IndexedFolder.FirstSeenAt))!.Value,
        LastSeenAt = row.GetDateTimeOffset(nameof(IndexedFolder.LastSeenAt))!.Value,
        TimeCreated = row.GetDateTimeOffset(nameof(IndexedFolder.TimeCreated)),
    };

    /// <summary>Whether the row has drift.</summary>
    public static bool HasDrift(TableEntity row) => row.GetBoolean(nameof(IndexedFolder.Drift)) is true;

    /// <summary>The keys under which <see cref="FolderAliases"/> lists a folder, read from its row.</summary>
    /// <param name="row">The row; null when there is none.</param>
    /// <returns>The keys.</returns>
    public static string[] AliasesOf(TableEntity? row) => row?.GetString(Aliases) is { Length: > 0 } text ? text.Split(Separator) : [];

    /// <summary>Builds the query of a filter.</summary>
    /// <param name="hours">The hours of the rows.</param>
    /// <param name="filter">The filter.</param>
    /// <returns>An OData filter: a range of partitions.</returns>
    public static string Query(HourSpan hours, FolderFilter filter)
    {
        string?[] conditions =
        [
            TableClient.CreateQueryFilter($"PartitionKey ge {FolderKeys.Hour(hours.Last)} and PartitionKey le {FolderKeys.Hour(hours.First)}"),
            filter.ResolutionStatus is { } resolution ? TableClient.CreateQueryFilter($"ResolutionStatus eq {StatusWord.Of(resolution).Text}") : null,
            filter.SystemResolution is { } system ? TableClient.CreateQueryFilter($"SystemResolution eq {StatusWord.Of(system).Text}") : null,
            filter.WorstResolution is { } worst ? TableClient.CreateQueryFilter($"WorstResolution eq {StatusWord.Of(worst).Text}") : null,
            filter.HeldBack is { } heldBack ? $"HeldBack {(heldBack ? "ne" : "eq")} 'None'" : null,
            filter.Drift is { } drift ? TableClient.CreateQueryFilter($"Drift eq {drift}") : null,
        ];
        return string.Join(" and ", conditions.OfType<string>());
    }
}
