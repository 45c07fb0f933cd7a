using System.Globalization;
using Azure.Data.Tables;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>
/// Lists the bare fences, which are fences without a folder. No list of folders contains them, so retention finds them here instead of scanning the table.
/// The notes share one partition of the folders' table and are sorted by time.
/// </summary>
internal static class FenceNotes
{
    // Folder ids cannot contain this separator.
    private const string Partition = "bare|";
    private const char Separator = '|';

    /// <summary>Records a bare fence that is about to be written.</summary>
    /// <param name="folders">The table <see cref="TableNames.Folders"/>.</param>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="at">The current time, UTC.</param>
    /// <param name="cancellationToken">Cancels the operation; calling it again completes it.</param>
    /// <returns>A task that completes when the note is stored.</returns>
    /// <exception cref="Core.StoreUnavailableException">The storage cannot be reached.</exception>
    public static Task AddAsync(LazyTable folders, string folderId, DateTimeOffset at, CancellationToken cancellationToken) =>
        folders.UpsertAsync(new TableEntity(Partition, $"{TimeKey(at)}{Separator}{folderId}"), cancellationToken);

    /// <summary>The query for bare fences that were noted before a time.</summary>
    /// <param name="before">The time, UTC.</param>
    /// <returns>An OData filter: a range of one partition.</returns>
    public static string Query(DateTimeOffset before) => TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {TimeKey(before)}");

    /// <summary>Oz's id of the folder that a note is about.</summary>
    public static string FolderOf(TableEntity note) => note.RowKey[(note.RowKey.IndexOf(Separator, StringComparison.Ordinal) + 1)..];

    private static string TimeKey(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
