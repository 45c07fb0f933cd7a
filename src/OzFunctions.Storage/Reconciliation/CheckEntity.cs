using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>
/// The rows of the table <see cref="Tables.TableNames.Open"/>. A folder that is listed has two: one by its id, which tells how it stands and names the
/// other, and one by the time when it is due. Both are written and removed in one transaction.
/// </summary>
internal static class CheckEntity
{
    /// <summary>Into how many partitions the table falls, so that one alone does not limit how many rows can be written.</summary>
    public const int Parts = 16;

    /// <summary>How the keys of open folders begin.</summary>
    public const string Open = "o|";

    /// <summary>How the keys of those begin that were given up.</summary>
    public const string GivenUp = "g|";

    private const string Settled = "s|";
    private const string Due = "d|";
    private const char Separator = '|';

    /// <summary>The keys under which a folder's row by its id may be.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <returns>The keys.</returns>
    public static IReadOnlyList<string> StandingKeys(string folderId) => [Open + folderId, Settled + folderId, GivenUp + folderId];

    /// <summary>The key of a folder's row by its id.</summary>
    /// <param name="kind">How it stands.</param>
    /// <param name="folderId">Oz's id.</param>
    /// <returns>The key.</returns>
    public static string StandingKey(CheckKind kind, string folderId) => kind switch
    {
        CheckKind.GivenUp => GivenUp,
        CheckKind.Settled => Settled,
        _ => Open,
    } + folderId;

    /// <summary>The key of a folder's row by the time when it is due.</summary>
    /// <param name="due">When.</param>
    /// <param name="folderId">Oz's id.</param>
    /// <returns>The key.</returns>
    public static string DueKey(FolderDue due, string folderId) => $"{DueKey(due.Kind is CheckKind.Running, due.At)}{Separator}{folderId}";

    /// <summary>How the keys of rows begin that are due at a time.</summary>
    /// <param name="isRunning">Whether of folders that run, or of all others.</param>
    /// <param name="at">The time, UTC.</param>
    /// <returns>The beginning, which sorts as the times do.</returns>
    public static string DueKey(bool isRunning, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{DueClass(isRunning)}{at.UtcTicks:D19}");

    /// <summary>How the keys of all rows by time begin.</summary>
    /// <param name="isRunning">Whether of folders that run, or of all others.</param>
    /// <returns>The beginning.</returns>
    public static string DueClass(bool isRunning) => isRunning ? $"{Due}0" : $"{Due}1";

    /// <summary>A folder's row by its id.</summary>
    /// <param name="check">What it holds.</param>
    /// <returns>The row.</returns>
    public static TableEntity Standing(FolderCheck check) => Of(check, StandingKey(check.Kind, check.FolderId));

    /// <summary>A folder's row by the time when it is due.</summary>
    /// <param name="check">What it holds.</param>
    /// <returns>The row.</returns>
    public static TableEntity ByTime(FolderCheck check) => Of(check, DueKey(check.Due, check.FolderId));

    /// <summary>Reads a row of either kind.</summary>
    /// <param name="row">The row.</param>
    /// <returns>What it holds.</returns>
    public static FolderCheck Read(TableEntity row) => new(
        row.RowKey[(row.RowKey.LastIndexOf(Separator) + 1)..],
        row.GetInt32(nameof(FolderCheck.Version))!.Value,
        (OpenReasons)row.GetInt32(nameof(FolderCheck.Reasons))!.Value,
        row.GetDateTimeOffset(nameof(FolderCheck.Since))!.Value,
        row.GetDateTimeOffset(nameof(FolderCheck.NextCheck))!.Value,
        row.GetInt32(nameof(FolderCheck.Looks))!.Value);

    /// <summary>The partition of a folder.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <returns>Its key.</returns>
    public static string PartitionKey(string folderId) => PartitionKey(SHA256.HashData(Encoding.UTF8.GetBytes(folderId))[0] % Parts);

    /// <summary>A partition.</summary>
    /// <param name="part">Which, from 0 to <see cref="Parts"/> - 1.</param>
    /// <returns>Its key.</returns>
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
