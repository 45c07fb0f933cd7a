using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>The analyses that were sent in one request, and their common result.</summary>
/// <param name="GroupId">Oz's group id; null for the folder's one implicit group of analyses whose group is unknown.</param>
/// <param name="Result">The worst result among its analyses.</param>
/// <param name="Finish">The bounds of when the last of its analyses finished; empty while one is running.</param>
/// <param name="TimeCreated">The latest creation time among its analyses, UTC, which breaks ties; null when unknown.</param>
public sealed record AnalysisGroup(string? GroupId, Status Result, FinishBounds Finish, DateTimeOffset? TimeCreated)
{
    /// <summary>When it finished at the latest, UTC; null while it runs, or when unknown.</summary>
    public DateTimeOffset? FinishedAt => Finish.By;

    /// <summary>Orders groups by when they finished, as far as known; then by creation time, then ordinally by id.</summary>
    /// <param name="left">One group.</param>
    /// <param name="right">The other.</param>
    /// <returns>Greater than zero when <paramref name="left"/> finished later. Groups that have not finished come last.</returns>
    internal static int CompareByFinish(AnalysisGroup left, AnalysisGroup right)
    {
        var order = StatusRanking.IsTerminal(right.Result).CompareTo(StatusRanking.IsTerminal(left.Result));
        order = order != 0 ? order : Nullable.Compare(left.FinishedAt, right.FinishedAt);
        order = order != 0 ? order : Nullable.Compare(left.TimeCreated, right.TimeCreated);
        return order != 0 ? order : string.CompareOrdinal(left.GroupId, right.GroupId);
    }
}
