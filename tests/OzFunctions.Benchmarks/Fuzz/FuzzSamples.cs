namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>Bodies and answers that Oz's documents show.</summary>
internal static class FuzzSamples
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = Of("*.json");

    /// <summary>Some of them.</summary>
    /// <param name="pattern">The pattern of their file names.</param>
    /// <returns>Their texts, in the order of the names.</returns>
    public static IReadOnlyList<string> Of(string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Samples"), pattern).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
}
