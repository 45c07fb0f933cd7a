using System.Globalization;
using OzFunctions.Core.Folders;

namespace OzFunctions.Storage.Folders;

/// <summary>Row keys within a folder's partition. Ids need no escaping: they only have characters that Azure Tables allows in keys.</summary>
internal static class FolderKeys
{
    /// <summary>The folder's aggregate. Everything in the partition is written under its ETag.</summary>
    public const string Fence = "folder";

    // Keys count backwards from this hour, so that the newest hour sorts first.
    private static readonly long LastHour = IndexHour.Of(DateTimeOffset.MaxValue).Number;

    /// <summary>The row key of an analysis's status record.</summary>
    public static string Analysis(string analysisId) => $"analysis|{analysisId}";

    /// <summary>The key of a change.</summary>
    /// <param name="version">The folder's version after it.</param>
    /// <returns>The row key. Keys sort as versions do.</returns>
    public static string Change(long version) => string.Create(CultureInfo.InvariantCulture, $"change|{version:D10}");

    /// <summary>The key of an hour of the index.</summary>
    /// <param name="hour">The hour.</param>
    /// <returns>The partition key in the index: eight digits. A later hour has a smaller number.</returns>
    public static string Hour(IndexHour hour) => (LastHour - hour.Number).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>Parses a key from <see cref="Hour"/>.</summary>
    public static IndexHour HourOf(string key) => new(LastHour - long.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture));
}
