using System.Diagnostics;
using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>How what was owed came to <c>bad</c> once it was well again.</summary>
/// <param name="Owed">How many notifications were owed.</param>
/// <param name="Came">How many of them came.</param>
/// <param name="Repeated">How many came once more.</param>
/// <param name="Overtaken">How many came after more than <see cref="MostYounger"/> younger ones.</param>
/// <param name="FirstAfter">Seconds until the first came.</param>
/// <param name="PerSecond">How many came a second, from the first one to the last.</param>
/// <param name="Control">Meanwhile, the steady load of the control.</param>
/// <param name="Load">Meanwhile, the steady load of the server that releases.</param>
internal sealed record ReleaseFigures(int Owed, int Came, int Repeated, int Overtaken, double FirstAfter, double PerSecond, LoadWindow Control, LoadWindow Load)
{
    /// <summary>After how many younger ones a notification may come: eight are under way at once, and one of them may take as long as two others.</summary>
    public const int MostYounger = 16;

    /// <summary>Works out the figures.</summary>
    /// <param name="owed">The webhooks of what was owed.</param>
    /// <param name="arrivals">What <c>bad</c> took.</param>
    /// <param name="recovered">When it was well again.</param>
    /// <param name="control">The steady load of the control.</param>
    /// <param name="load">That of the server that releases.</param>
    /// <returns>The figures.</returns>
    public static ReleaseFigures Of(IEnumerable<LoadPoster.Posted> owed, IEnumerable<LoadSink.Arrival> arrivals, long recovered, LoadWindow control, LoadWindow load)
    {
        var webhooks = owed.ToDictionary(static webhook => webhook.FolderId);
        var came = arrivals.Where(arrival => webhooks.ContainsKey(arrival.FolderId)).OrderBy(static arrival => arrival.At).ToList();
        var first = came.DistinctBy(static arrival => arrival.FolderId).ToList();
        return new ReleaseFigures(
            webhooks.Count,
            first.Count,
            came.Count - first.Count,
            Overtakings(first.ConvertAll(arrival => webhooks[arrival.FolderId])),
            first.Count > 0 ? Stopwatch.GetElapsedTime(recovered, first[0].At).TotalSeconds : double.NaN,
            first.Count > 1 ? (first.Count - 1) / Stopwatch.GetElapsedTime(first[0].At, first[^1].At).TotalSeconds : 0,
            control,
            load);
    }

    // Younger is what was posted when the other was acknowledged already. Which of two that were posted side by side is older, only the server knows.
    private static int Overtakings(List<LoadPoster.Posted> came) =>
        came.Index().Count(late => came.Take(late.Index).Count(before => before.Due > late.Item.Answered) > MostYounger);
}
