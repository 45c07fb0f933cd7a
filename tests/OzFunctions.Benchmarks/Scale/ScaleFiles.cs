using System.Reflection;
using OzFunctions.Benchmarks.Scale.Page;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>The counts that are checked in, and the page that is computed of them.</summary>
internal static class ScaleFiles
{
    private static readonly string Docs = Path.Combine(
        typeof(ScaleFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!, "docs");

    private static string Counts => Path.Combine(Docs, "scale.json");

    /// <summary>Keeps what was counted, and writes the page anew once all was counted.</summary>
    /// <param name="change">Puts it into the counts.</param>
    /// <returns>A task that ends when they are written.</returns>
    public static async Task ChangeAsync(Func<ScaleCounts, ScaleCounts> change)
    {
        var before = File.Exists(Counts) ? ScaleCounts.Read(await File.ReadAllTextAsync(Counts)) : new ScaleCounts();
        var counts = change(before) with { Counted = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime) };
        await File.WriteAllTextAsync(Counts, counts.Write());
        if (counts.IsWhole)
        {
            await File.WriteAllTextAsync(Path.Combine(Docs, "scale.md"), ScalePage.Of(counts));
        }
    }
}
