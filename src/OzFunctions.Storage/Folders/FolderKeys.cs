using System.Globalization;
using OzFunctions.Core.Folders;

namespace OzFunctions.Storage.Folders;

/// <summary>Row keys within a folder's partition. Ids need no escaping: they are of an alphabet that keys allow.</summary>
internal static class FolderKeys
{
    /// <summary>The aggregate, under whose ETag everything in the partition is written.</summary>
    public const string Fence = "folder";

    /// <summary>An analysis's status record.</summary>
    /// <param name="analysisId">Oz's id.</param>
    /// <returns>The row key.</returns>
    public static string Analysis(string analysisId) => $"analysis|{analysisId}";

    /// <summary>A change.</summary>
    /// <param name="version">The folder's version after it.</param>
    /// <returns>The row key; keys sort as versions do.</returns>
    public static string Change(long version) => string.Create(CultureInfo.InvariantCulture, $"change|{version:D10}");

    /// <summary>The day under which the index lists a folder, for ever.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The partition key in the index.</returns>
    public static string IndexDay(Folder folder) => IndexDay(DateOnly.FromDateTime(folder.FirstSeenAt.UtcDateTime));

    /// <summary>A day of the index.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <returns>The partition key in the index.</returns>
    public static string IndexDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
