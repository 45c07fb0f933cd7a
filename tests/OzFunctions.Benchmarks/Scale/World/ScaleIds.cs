using System.Globalization;
using OzFunctions.Storage.Reconciliation;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>The ids of folders: a number, and four digits that may be chosen so that the folder's rows are in the same partition of <c>OzOpen</c> as another's.</summary>
internal static class ScaleIds
{
    private const string Old = "5ca1e000-";
    private const string OfThePresent = "5ca1e001-";

    /// <summary>The id of a folder of the past. Ids sort as numbers do.</summary>
    /// <param name="number">Its number, up to 99,999,999.</param>
    /// <param name="free">The digits that may be chosen, 0 to 65,535.</param>
    /// <returns>The id.</returns>
    public static string Of(int number, int free = 0) => Of(Old, number, free);

    /// <summary>The id of such a folder that shares its partition with another.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="partition">The partition.</param>
    /// <returns>The id.</returns>
    public static string Of(int number, string partition) => Enumerable.Range(0, 1 << 16).Select(free => Of(number, free)).First(id => CheckEntity.PartitionKey(id) == partition);

    /// <summary>The id of a folder of the present.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>The id.</returns>
    public static string Present(int number) => Of(OfThePresent, number, 0);

    /// <summary>The number of a folder of the past.</summary>
    /// <param name="key">A key with its id in it.</param>
    /// <returns>The number; null where it holds no such id.</returns>
    public static int? NumberIn(string key) => key.IndexOf(Old, StringComparison.Ordinal) is >= 0 and var at
        ? int.Parse($"{key.AsSpan(at + Old.Length, 4)}{key.AsSpan(at + Old.Length + 5, 4)}", CultureInfo.InvariantCulture)
        : null;

    private static string Of(string kind, int number, int free) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number / 10_000:D4}-{number % 10_000:D4}-8000-{free:x12}");
}
