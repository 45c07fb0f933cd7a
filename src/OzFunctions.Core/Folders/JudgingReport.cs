namespace OzFunctions.Core.Folders;

/// <summary>The newest of Oz's own results that came with analyses. Only such a one can be held against ours.</summary>
/// <param name="At">The latest time in the payload that told it, UTC; null, which is lowest, when it held none.</param>
/// <param name="Current">
/// What Oz said, while it spoke of exactly the analyses that are known now, and each of its copies says what the one that counts says. Null
/// once that no longer holds; it never holds again.
/// </param>
public sealed record JudgingReport(DateTimeOffset? At, Told<Reported>? Current)
{
    /// <summary>The report that judges of two.</summary>
    /// <param name="left">One; null when there is none.</param>
    /// <param name="leftIsWhole">Whether joining added no analysis to the left side's, and no copy that says something else.</param>
    /// <param name="right">The other.</param>
    /// <param name="rightIsWhole">The same of the right side.</param>
    /// <returns><paramref name="left"/> itself when nothing changes for it.</returns>
    /// <remarks>
    /// Of two reports of one time that both still hold, the usual order decides. Where only one still holds, the other is of before it, whoever told it.
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
            _ => Told<Reported>.Later(left.Current, right.Current) is var later && ReferenceEquals(later, left.Current) ? left : right,
        };
    }

    private static JudgingReport? Outdated(JudgingReport? report) => report is { Current: not null } ? report with { Current = null } : report;
}
