using System.Diagnostics;
using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>How <c>bad</c> received the owed notifications after its recovery.</summary>
/// <param name="Owed">The number of owed notifications.</param>
/// <param name="Came">How many of them were received.</param>
/// <param name="Early">How many were received before the recovery, those received again included.</param>
/// <param name="Repeated">How many were received again.</param>
/// <param name="Overtaken">How many were received after more than <see cref="MostYounger"/> younger ones.</param>
/// <param name="FirstAfter">Seconds until the first was received.</param>
/// <param name="PerSecond">How many were received per second, from the first to the last.</param>
/// <param name="Control">The latencies of the control in the meantime.</param>
/// <param name="Load">The latencies of the releasing server in the meantime.</param>
internal sealed record ReleaseFigures(int Owed, int Came, int Early, int Repeated, int Overtaken, double FirstAfter, double PerSecond, LoadWindow Control, LoadWindow Load)
{
    /// <summary>
    /// How many younger notifications may be received before an older one: eight attempts run at once, and one of them may take as long as
    /// two others.
    /// </summary>
    public const int MostYounger = 16;

    /// <summary>Computes the figures.</summary>
    /// <param name="owed">The webhooks that caused the owed notifications.</param>
    /// <param name="arrivals">The notifications that <c>bad</c> accepted.</param>
    /// <param name="recovered">The timestamp of its recovery.</param>
    /// <param name="control">The latencies of the control.</param>
    /// <param name="load">The latencies of the releasing server.</param>
    /// <returns>The figures.</returns>
    public static ReleaseFigures Of(IEnumerable<LoadPoster.Posted> owed, IEnumerable<LoadSink.Arrival> arrivals, long recovered, LoadWindow control, LoadWindow load)
    {
        var webhooks = owed.ToDictionary(static webhook => webhook.FolderId);
        var came = arrivals.Where(arrival => webhooks.ContainsKey(arrival.FolderId)).OrderBy(static arrival => arrival.At).ToList();
        var first = came.DistinctBy(static arrival => arrival.FolderId).ToList();
        return new ReleaseFigures(
            webhooks.Count,
            first.Count,
            came.Count(arrival => arrival.At < recovered),
            came.Count - first.Count,
            Overtakings(first.ConvertAll(arrival => webhooks[arrival.FolderId])),
            first.Count > 0 ? Stopwatch.GetElapsedTime(recovered, first[0].At).TotalSeconds : double.NaN,
            first.Count > 1 ? (first.Count - 1) / Stopwatch.GetElapsedTime(first[0].At, first[^1].At).TotalSeconds : 0,
            control,
            load);
    }

    // A notification counts as younger only if its webhook was posted after the other's was acknowledged. Only the server knows the order
    // of webhooks posted at the same time.
    private static int Overtakings(List<LoadPoster.Posted> came) =>
        came.Index().Count(late => came.Take(late.Index).Count(before => before.Due > late.Item.Answered) > MostYounger);
}
