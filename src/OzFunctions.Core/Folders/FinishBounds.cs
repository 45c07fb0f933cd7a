namespace OzFunctions.Core.Folders;

/// <summary>Between which times an analysis, or a group of them, finished.</summary>
/// <param name="By">It finished then or earlier, UTC; null when that is not known.</param>
/// <param name="After">It finished then or later, UTC; null when that is not known.</param>
/// <param name="StillRunningAt">It finished later than this, UTC, because it was seen running beside a group that had ended then; null when it never was.</param>
/// <param name="EndedBesideAt">It was seen to have ended by this time, UTC, beside a group that still ran; null when it never was.</param>
public readonly record struct FinishBounds(DateTimeOffset? By, DateTimeOffset? After, DateTimeOffset? StillRunningAt, DateTimeOffset? EndedBesideAt)
{
    /// <summary>The bounds of what is over once both parts are.</summary>
    /// <param name="left">One part.</param>
    /// <param name="right">The other.</param>
    /// <returns>The later of each bound. <see cref="By"/> is not known unless both are; only what both had ended by counts as <see cref="EndedBesideAt"/>.</returns>
    internal static FinishBounds OfBoth(FinishBounds left, FinishBounds right) => new(
        left.By is null || right.By is null ? null : Times.Later(left.By, right.By),
        Times.Later(left.After, right.After),
        Times.Later(left.StillRunningAt, right.StillRunningAt),
        Nullable.Compare(left.EndedBesideAt, right.EndedBesideAt) < 0 ? left.EndedBesideAt : right.EndedBesideAt);
}
