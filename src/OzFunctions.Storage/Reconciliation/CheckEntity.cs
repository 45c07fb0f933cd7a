using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>
/// The rows of the table <see cref="Tables.TableNames.Open"/>. A listed folder has two. The row by id says why the folder is open and when it is due;
/// the row by due time makes it findable by a range of keys. Both are written and removed in one transaction.
/// </summary>
internal static class CheckEntity
{
    /// <summary>The number of partitions of the table. Several are needed because the service limits the write rate of each partition.</summary>
    public const int Parts = 16;

    /// <summary>The key prefix of open folders.</summary>
    public const string Open = "o|";

    /// <summary>The key prefix of folders that were given up.</summary>
    public const string GivenUp = "g|";

    private const string Settled = "s|";
    private const string Due = "d|";
    private const char Separator = '|';

    /// <summary>The possible keys of a folder's row by id.</summary>
    public static IReadOnlyList<string> ByIdKeys(string folderId) => [Open + folderId, Settled + folderId, GivenUp + folderId];

    /// <summary>The key of a folder's row by id.</summary>
    public static string ByIdKey(CheckKind kind, string folderId) => kind switch
    {
        CheckKind.GivenUp => GivenUp,
        CheckKind.Settled => Settled,
        _ => Open,
    } + folderId;

    /// <summary>The key of a folder's row by due time.</summary>
    public static string DueKey(FolderDue due, string folderId) => $"{DueKey(due.Kind is CheckKind.Running, due.At)}{Separator}{folderId}";

    /// <summary>The key prefix of rows that are due at a time.</summary>
    /// <param name="isRunning">Whether for folders with running analyses, or for all others.</param>
    /// <param name="at">The time, UTC.</param>
    /// <returns>The prefix. Prefixes sort as the times do.</returns>
    public static string DueKey(bool isRunning, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{DueClass(isRunning)}{at.UtcTicks:D19}");

    /// <summary>The key prefix of all rows by due time.</summary>
    /// <param name="isRunning">Whether for folders with running analyses, or for all others.</param>
    /// <returns>The prefix.</returns>
    public static string DueClass(bool isRunning) => isRunning ? $"{Due}0" : $"{Due}1";

    /// <summary>Creates both rows of a check.</summary>
    /// <param name="check">Their content; null for none.</param>
    /// <returns>The rows; empty without a check.</returns>
    public static TableEntity[] RowsOf(FolderCheck? check) => check is null ? [] : [ById(check), ByDueTime(check)];

    /// <summary>Creates a folder's row by id.</summary>
    public static TableEntity ById(FolderCheck check) => Of(check, ByIdKey(check.Kind, check.FolderId));

    /// <summary>Creates a folder's row by due time.</summary>
    public static TableEntity ByDueTime(FolderCheck check) => Of(check, DueKey(check.Due, check.FolderId));

    /// <summary>Reads a row of either kind.</summary>
    public static FolderCheck Read(TableEntity row) => new(
        row.RowKey[(row.RowKey.LastIndexOf(Separator) + 1)..],
        row.GetInt32(nameof(FolderCheck.Version))!.Value,
        (OpenReasons)row.GetInt32(nameof(FolderCheck.Reasons))!.Value,
        row.GetDateTimeOffset(nameof(FolderCheck.Since))!.Value,
        row.GetDateTimeOffset(nameof(FolderCheck.NextCheck))!.Value,
        row.GetInt32(nameof(FolderCheck.Looks))!.Value);

    /// <summary>The partition key of a folder.</summary>
    public static string PartitionKey(string folderId) => PartitionKey(SHA256.HashData(Encoding.UTF8.GetBytes(folderId))[0] % Parts);

    /// <summary>A partition key by number.</summary>
    /// <param name="part">The number, from 0 to <see cref="Parts"/> - 1.</param>
    /// <returns>The key.</returns>
    public static string PartitionKey(int part) => part.ToString("x", CultureInfo.InvariantCulture);

    private static TableEntity Of(FolderCheck check, string rowKey) => new(PartitionKey(check.FolderId), rowKey)
    {
        [nameof(check.Version)] = check.Version,
        [nameof(check.Reasons)] = (int)check.Reasons,
        [nameof(check.Since)] = check.Since,
        [nameof(check.NextCheck)] = check.NextCheck,
        [nameof(check.Looks)] = check.Looks,
    };
}
