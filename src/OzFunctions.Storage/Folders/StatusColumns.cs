using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Storage.Folders;

/// <summary>The three columns of a folder's statuses, alike in every row that has them.</summary>
internal static class StatusColumns
{
    /// <summary>Their names.</summary>
    public static readonly string[] Names = [nameof(FolderStatuses.ResolutionStatus), nameof(FolderStatuses.SystemResolution), nameof(FolderStatuses.WorstResolution)];

    /// <summary>Writes statuses into a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="statuses">The statuses.</param>
    /// <param name="prefix">What precedes the names, in rows with several sets of statuses.</param>
    public static void Write(TableEntity row, FolderStatuses statuses, string prefix = "")
    {
        row[prefix + nameof(statuses.ResolutionStatus)] = StatusWord.Of(statuses.ResolutionStatus).Text;
        row[prefix + nameof(statuses.SystemResolution)] = StatusWord.Of(statuses.SystemResolution).Text;
        row[prefix + nameof(statuses.WorstResolution)] = StatusWord.Of(statuses.WorstResolution).Text;
    }

    /// <summary>Reads the statuses of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="prefix">What precedes the names.</param>
    /// <returns>The statuses; null when the row has none. A query that selects a column which a row does not have may return it as null.</returns>
    public static FolderStatuses? Find(TableEntity row, string prefix = "") => row.GetString(prefix + Names[0]) is not null
        ? new FolderStatuses(Status(row, prefix + nameof(FolderStatuses.ResolutionStatus)), Status(row, prefix + nameof(FolderStatuses.SystemResolution)), Status(row, prefix + nameof(FolderStatuses.WorstResolution)))
        : null;

    private static Status Status(TableEntity row, string column) => StatusWord.Parse(row.GetString(column)).Known!.Value;
}
