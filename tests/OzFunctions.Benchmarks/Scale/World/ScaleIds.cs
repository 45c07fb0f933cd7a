using System.Globalization;
using OzFunctions.Storage.Reconciliation;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>
/// The ids of folders: a number, and a free part that can be chosen so that the folder is in the same partition of <c>OzOpen</c> as another
/// one.
/// </summary>
internal static class ScaleIds
{
    private const string Old = "5ca1e000-";
    private const string OfThePresent = "5ca1e001-";

    /// <summary>Returns the id of a past folder. Ids sort in the order of the numbers.</summary>
    /// <param name="number">Its number, up to 99,999,999.</param>
    /// <param name="free">The free part, 0 to 65,535.</param>
    /// <returns>The id.</returns>
    public static string Of(int number, int free = 0) => Of(Old, number, free);

    /// <summary>Returns the id of a past folder in a given partition.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="partition">The partition key.</param>
    /// <returns>The id.</returns>
    public static string Of(int number, string partition) => Enumerable.Range(0, 1 << 16).Select(free => Of(number, free)).First(id => CheckEntity.PartitionKey(id) == partition);

    /// <summary>Returns the id of a present folder.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>The id.</returns>
    public static string Present(int number) => Of(OfThePresent, number, 0);

    /// <summary>Whether a key contains the id of a present folder.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it does.</returns>
    public static bool IsPresentIn(string key) => key.Contains(OfThePresent, StringComparison.Ordinal);

    /// <summary>Finds the number of a past folder in a key.</summary>
    /// <param name="key">A key that may contain the id.</param>
    /// <returns>The number; null if the key contains no such id.</returns>
    public static int? NumberIn(string key) => key.IndexOf(Old, StringComparison.Ordinal) is >= 0 and var at
        ? int.Parse($"{key.AsSpan(at + Old.Length, 4)}{key.AsSpan(at + Old.Length + 5, 4)}", CultureInfo.InvariantCulture)
        : null;

    private static string Of(string kind, int number, int free) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number / 10_000:D4}-{number % 10_000:D4}-8000-{free:x12}");
}
