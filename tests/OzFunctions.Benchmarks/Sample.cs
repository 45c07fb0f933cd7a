using System.Diagnostics;

namespace OzFunctions.Benchmarks;

/// <summary>The distribution of repeated measurements.</summary>
/// <param name="figures">Milliseconds or ratios, at least one.</param>
internal sealed class Sample(IEnumerable<double> figures)
{
    private readonly double[] _sorted = [.. figures.Order()];

    /// <summary>The median.</summary>
    public double Median => Within(0.5);

    /// <summary>The 95th percentile.</summary>
    public double P95 => Within(0.95);

    /// <summary>Creates a sample of the durations between pairs of timestamps.</summary>
    /// <param name="spans">The start and end of each duration.</param>
    /// <returns>The durations in milliseconds.</returns>
    public static Sample Of(IEnumerable<(long From, long To)> spans) =>
        new(spans.Select(static span => Math.Max(0, Stopwatch.GetElapsedTime(span.From, span.To).TotalMilliseconds)));

    /// <summary>Formats the sample in milliseconds.</summary>
    /// <returns>The median, the 95th and 99th percentiles, and the maximum.</returns>
    public override string ToString() => $"p50 {Median:F1}, p95 {P95:F1}, p99 {Within(0.99):F1}, max {_sorted[^1]:F1} ms";

    private double Within(double share) => _sorted[Math.Min(_sorted.Length - 1, (int)(_sorted.Length * share))];
}
