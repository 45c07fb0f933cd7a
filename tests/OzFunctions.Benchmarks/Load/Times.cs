using System.Diagnostics;

namespace OzFunctions.Benchmarks.Load;

/// <summary>How long something took, many times.</summary>
/// <param name="times">Milliseconds, at least one.</param>
internal sealed class Times(IEnumerable<double> times)
{
    private readonly double[] _sorted = [.. times.Order()];

    /// <summary>The median, in milliseconds.</summary>
    public double Median => Within(0.5);

    /// <summary>Of pairs of timestamps.</summary>
    /// <param name="spans">From when to when.</param>
    /// <returns>The times.</returns>
    public static Times Of(IEnumerable<(long From, long To)> spans) =>
        new(spans.Select(static span => Math.Max(0, Stopwatch.GetElapsedTime(span.From, span.To).TotalMilliseconds)));

    /// <inheritdoc/>
    public override string ToString() => $"p50 {Median:F1}, p95 {Within(0.95):F1}, p99 {Within(0.99):F1}, max {_sorted[^1]:F1} ms";

    private double Within(double share) => _sorted[Math.Min(_sorted.Length - 1, (int)(_sorted.Length * share))];
}
