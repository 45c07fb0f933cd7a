using System.Globalization;

namespace OzFunctions.Storage.Folders;

/// <summary>Row keys within a folder's partition. Ids need no escaping: they are of an alphabet that keys allow.</summary>
internal static class FolderKeys
{
    /// <summary>The aggregate, under whose ETag everything in the partition is written.</summary>
    public const string Fence = "folder";

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>An analysis's status record.</summary>
    /// <param name="analysisId">Oz's id.</param>
    /// <returns>The row key.</returns>
    public static string Analysis(string analysisId) => $"analysis|{analysisId}";

    /// <summary>A change.</summary>
    /// <param name="version">The folder's version after it.</param>
    /// <returns>The row key; keys sort as versions do.</returns>
    public static string Change(long version) => string.Create(CultureInfo.InvariantCulture, $"change|{version:D10}");

    /// <summary>A day of the index.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <returns>The partition key in the index.</returns>
    public static string IndexDay(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a day of the index.</summary>
    /// <param name="key">What <see cref="IndexDay"/> made.</param>
    /// <returns>The day, UTC.</returns>
    public static DateOnly DayOf(string key) => DateOnly.ParseExact(key, DayFormat, CultureInfo.InvariantCulture);
}
