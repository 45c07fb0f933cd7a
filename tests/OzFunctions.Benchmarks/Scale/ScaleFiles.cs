using System.Reflection;
using OzFunctions.Benchmarks.Scale.Page;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>The checked-in counts, and the page computed from them.</summary>
internal static class ScaleFiles
{
    private static readonly string Docs = Path.Combine(
        typeof(ScaleFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!, "docs");

    private static string Counts => Path.Combine(Docs, "scale.json");

    /// <summary>Stores new counts, and writes the page if the counts are complete.</summary>
    /// <param name="change">Adds the new counts.</param>
    /// <returns>A task that completes when the files are written.</returns>
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
