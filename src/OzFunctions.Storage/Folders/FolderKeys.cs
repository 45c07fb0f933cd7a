using System.Globalization;
using OzFunctions.Core.Folders;

namespace OzFunctions.Storage.Folders;

/// <summary>Row keys within a folder's partition. Ids need no escaping: they are of an alphabet that keys allow.</summary>
internal static class FolderKeys
{
    /// <summary>The aggregate, under whose ETag everything in the partition is written.</summary>
    public const string Fence = "folder";

    // Keys count the hours until this one, so that the newest sort first.
    private static readonly long LastHour = IndexHour.Of(DateTimeOffset.MaxValue).Number;

    /// <summary>An analysis's status record.</summary>
    /// <param name="analysisId">Oz's id.</param>
    /// <returns>The row key.</returns>
    public static string Analysis(string analysisId) => $"analysis|{analysisId}";

    /// <summary>A change.</summary>
    /// <param name="version">The folder's version after it.</param>
    /// <returns>The row key; keys sort as versions do.</returns>
    public static string Change(long version) => string.Create(CultureInfo.InvariantCulture, $"change|{version:D10}");

    /// <summary>An hour of the index.</summary>
    /// <param name="hour">The hour.</param>
    /// <returns>The partition key in the index: eight digits, of which the later hour's are the smaller ones.</returns>
    public static string Hour(IndexHour hour) => (LastHour - hour.Number).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>Reads an hour of the index.</summary>
    /// <param name="key">What <see cref="Hour"/> made.</param>
    /// <returns>The hour.</returns>
    public static IndexHour HourOf(string key) => new(LastHour - long.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture));
}
