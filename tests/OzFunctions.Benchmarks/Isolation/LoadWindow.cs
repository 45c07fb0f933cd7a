using System.Diagnostics;
using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>The latencies in a window of steady load, in milliseconds.</summary>
/// <param name="Acknowledgement">The 95th percentile from the scheduled time of a webhook to its acknowledgement.</param>
/// <param name="Delay">The 95th percentile from the acknowledgement to the notification at <c>good</c>.</param>
internal sealed record LoadWindow(double Acknowledgement, double Delay)
{
    /// <summary>Takes the median of each figure over all windows, so that other load on the machine during one window does not count.</summary>
    /// <param name="windows">The webhooks of each window, at least one.</param>
    /// <param name="told">When <c>good</c> was first notified of each folder.</param>
    /// <returns>The medians.</returns>
    public static LoadWindow MedianOf(IEnumerable<IReadOnlyList<LoadPoster.Posted>> windows, Dictionary<string, long> told)
    {
        var each = windows.Select(posted => Of(posted, told)).ToList();
        return new(new Sample(each.Select(static window => window.Acknowledgement)).Median, new Sample(each.Select(static window => window.Delay)).Median);
    }

    private static LoadWindow Of(IReadOnlyList<LoadPoster.Posted> posted, Dictionary<string, long> told) => new(
        Sample.Of(posted.Select(static webhook => (webhook.Due, webhook.Answered))).P95,
        new Sample(posted.Select(webhook => told.TryGetValue(webhook.FolderId, out var at)
            ? Math.Max(0, Stopwatch.GetElapsedTime(webhook.Answered, at).TotalMilliseconds)
            : double.PositiveInfinity)).P95);
}
