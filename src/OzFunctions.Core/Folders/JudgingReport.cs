namespace OzFunctions.Core.Folders;

/// <summary>The newest of Oz's own results that came with analyses. Only such a report is compared with our result.</summary>
/// <param name="At">The latest time in the report's payload, UTC; null, which is lowest, when it has none.</param>
/// <param name="Current">
/// Oz's report, while it covers exactly the known analyses and its copies have the results of the copies that count. Null as soon as that
/// no longer holds, and from then on.
/// </param>
public sealed record JudgingReport(DateTimeOffset? At, Observed<Reported>? Current)
{
    /// <summary>Returns the report that counts, of two.</summary>
    /// <param name="left">One report; null when there is none.</param>
    /// <param name="leftIsWhole">Whether merging added no analysis to the left side's and changed no result of its copies.</param>
    /// <param name="right">The other report; null when there is none.</param>
    /// <param name="rightIsWhole">The same for the right side.</param>
    /// <returns><paramref name="left"/> itself when nothing changes for it.</returns>
    /// <remarks>
    /// Of two current reports with the same time, the usual order decides. When only one is still current, the other was created before it,
    /// whatever its source.
    /// </remarks>
    internal static JudgingReport? Later(JudgingReport? left, bool leftIsWhole, JudgingReport? right, bool rightIsWhole)
    {
        left = leftIsWhole ? left : Outdated(left);
        right = rightIsWhole ? right : Outdated(right);
        if (left is null || right is null)
        {
            return left ?? right;
        }

        return Nullable.Compare(left.At, right.At) switch
        {
            > 0 => left,
            < 0 => right,
            _ => ReferenceEquals(Observed<Reported>.Later(left.Current, right.Current), left.Current) ? left : right,
        };
    }

    private static JudgingReport? Outdated(JudgingReport? report) => report is { Current: not null } ? report with { Current = null } : report;
}
