using System.Diagnostics;

namespace OzFunctions.Benchmarks;

/// <summary>What was measured many times, since one time says little.</summary>
/// <param name="figures">Milliseconds or ratios, at least one.</param>
internal sealed class Sample(IEnumerable<double> figures)
{
    private readonly double[] _sorted = [.. figures.Order()];

    /// <summary>The median.</summary>
    public double Median => Within(0.5);

    /// <summary>What 95 % were within.</summary>
    public double P95 => Within(0.95);

    /// <summary>Of pairs of timestamps.</summary>
    /// <param name="spans">From when to when.</param>
    /// <returns>The milliseconds between them.</returns>
    public static Sample Of(IEnumerable<(long From, long To)> spans) =>
        new(spans.Select(static span => Math.Max(0, Stopwatch.GetElapsedTime(span.From, span.To).TotalMilliseconds)));

    /// <summary>As milliseconds.</summary>
    /// <returns>The median, and what the slowest took.</returns>
    public override string ToString() => $"p50 {Median:F1}, p95 {P95:F1}, p99 {Within(0.99):F1}, max {_sorted[^1]:F1} ms";

    private double Within(double share) => _sorted[Math.Min(_sorted.Length - 1, (int)(_sorted.Length * share))];
}
