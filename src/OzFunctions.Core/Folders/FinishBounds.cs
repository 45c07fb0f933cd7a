namespace OzFunctions.Core.Folders;

/// <summary>The bounds of when an analysis or a group finished.</summary>
/// <param name="By">It finished at this time or earlier, UTC; null when unknown.</param>
/// <param name="After">It finished at this time or later, UTC; null when unknown.</param>
/// <param name="StillRunningAt">It finished after this time, UTC, because it was seen running beside a finished group; null when it never was.</param>
/// <param name="EndedBesideAt">It was seen finished by this time, UTC, beside a running group; null when it never was.</param>
public readonly record struct FinishBounds(DateTimeOffset? By, DateTimeOffset? After, DateTimeOffset? StillRunningAt, DateTimeOffset? EndedBesideAt)
{
    /// <summary>Combines the bounds of two parts: both have finished.</summary>
    /// <param name="left">One part.</param>
    /// <param name="right">The other.</param>
    /// <returns>The later of each bound. <see cref="By"/> is unknown when either is; <see cref="EndedBesideAt"/> is the earlier of the two.</returns>
    internal static FinishBounds Combine(FinishBounds left, FinishBounds right) => new(
        left.By is null || right.By is null ? null : Times.Later(left.By, right.By),
        Times.Later(left.After, right.After),
        Times.Later(left.StillRunningAt, right.StillRunningAt),
        Nullable.Compare(left.EndedBesideAt, right.EndedBesideAt) < 0 ? left.EndedBesideAt : right.EndedBesideAt);
}
