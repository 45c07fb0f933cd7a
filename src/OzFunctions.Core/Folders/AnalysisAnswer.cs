using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>The final result of an analysis in Oz's newest answer to a poll, whatever the time of the copy.</summary>
/// <param name="AskedAt">When Oz was polled, by our clock, UTC.</param>
/// <param name="Result">The result in the answer.</param>
public sealed record AnalysisAnswer(DateTimeOffset AskedAt, Status Result)
{
    /// <summary>Returns the newer answer; of two polls at the same time, the one with the worse result.</summary>
    /// <param name="left">One answer; null when there is none.</param>
    /// <param name="right">The other.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> is not newer.</returns>
    internal static AnalysisAnswer? Later(AnalysisAnswer? left, AnalysisAnswer? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        var order = left.AskedAt.CompareTo(right.AskedAt);
        return order > 0 || (order == 0 && StatusRanking.Compare(left.Result, right.Result) >= 0) ? left : right;
    }
}
