using System.Diagnostics;
using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>What a window of steady load took, in milliseconds.</summary>
/// <param name="Acknowledgement">From when a webhook was due to its acknowledgement: 95 % were within this.</param>
/// <param name="Delay">From the acknowledgement to the notification at <c>good</c>: 95 % were within this.</param>
internal sealed record LoadWindow(double Acknowledgement, double Delay)
{
    /// <summary>Takes the median of each figure, so that what else the machine did in one window does not count.</summary>
    /// <param name="windows">The webhooks of each window, at least one.</param>
    /// <param name="told">When <c>good</c> was first told of each folder.</param>
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
