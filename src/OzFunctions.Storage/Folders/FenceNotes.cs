using System.Globalization;
using Azure.Data.Tables;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>
/// A list of the fences without a folder: no list of folders leads to those, and retention must find them without looking through all folders.
/// Notes are in a partition beside the folders, by time.
/// </summary>
internal static class FenceNotes
{
    // No folder has this id.
    private const string Partition = "bare|";
    private const char Separator = '|';

    /// <summary>Notes a fence without a folder that is about to be put.</summary>
    /// <param name="folders">The table <see cref="TableNames.Folders"/>.</param>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="at">The current time, UTC.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when it is noted.</returns>
    /// <exception cref="Core.StoreUnavailableException">The storage cannot be reached.</exception>
    public static Task AddAsync(LazyTable folders, string folderId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var note = new TableEntity(Partition, $"{TimeKey(at)}{Separator}{folderId}");
        return folders.RunAsync(table => table.UpsertEntityAsync(note, TableUpdateMode.Replace, cancellationToken), cancellationToken);
    }

    /// <summary>The query for fences without a folder that were noted before a time.</summary>
    /// <param name="before">The time, UTC.</param>
    /// <returns>An OData filter: a range of one partition.</returns>
    public static string Query(DateTimeOffset before) => TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {TimeKey(before)}");

    /// <summary>Of which folder a note is.</summary>
    /// <param name="note">The row.</param>
    /// <returns>Oz's id.</returns>
    public static string FolderOf(TableEntity note) => note.RowKey[(note.RowKey.IndexOf(Separator, StringComparison.Ordinal) + 1)..];

    private static string TimeKey(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
