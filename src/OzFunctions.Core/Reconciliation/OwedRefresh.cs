using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Decides whether Oz must be polled for a folder whose payload left something open.</summary>
public static class OwedRefresh
{
    /// <summary>Determines why a change requires a poll.</summary>
    /// <param name="change">The change.</param>
    /// <param name="hasAnalyses">Whether the payload had analyses; an empty list counts.</param>
    /// <returns>All reasons that apply.</returns>
    public static RefreshReasons By(FolderChange change, bool hasAnalyses)
    {
        var folder = change.Current;
        var reasons = RefreshReasons.None;

        // An empty list with any status but INITIAL is as contradictory as a missing list.
        var resultWithoutAnalyses = folder.Records.Analyses.Count == 0 && folder.Result.Statuses.ResolutionStatus is not Status.Initial;
        if (!hasAnalyses || resultWithoutAnalyses)
        {
            reasons |= RefreshReasons.AnalysesMissing;
        }

        if (folder.Records.Analyses.Any(static analysis => analysis.Latest.Status.IsWithoutVerdict))
        {
            reasons |= RefreshReasons.VerdictMissing;
        }

        if (folder.Result.UnknownStatuses.Count > 0)
        {
            reasons |= RefreshReasons.UnknownStatus;
        }

        if (folder.Result.HeldBack is not HeldBack.None && folder.Result.HeldBack != change.Previous?.Result.HeldBack)
        {
            reasons |= RefreshReasons.HeldBack;
        }

        // A report without a time that came after an answer that passes holds nothing back, but may be newer than it.
        var isUndated = folder.Records is { Undated: { Value.ResultOrState: not Status.Success } undated, UnsettledReport: null } && undated != change.Previous?.Records.Undated;
        if (isUndated || change.ChangedAnalyses().Any(static analysis => analysis.HasContraryUndatedCopy))
        {
            reasons |= RefreshReasons.ResultWithoutTime;
        }

        if (IsLatePass(change))
        {
            reasons |= RefreshReasons.LatePass;
        }

        if (change.IsNewDrift() || (folder.Records.ReportsDiffer && change.Previous is not { Records.ReportsDiffer: true }))
        {
            reasons |= RefreshReasons.ReportsDiffer;
        }

        return reasons;
    }

    // Answers that confirm what is known are not stored, so what they said of these times is forgotten.
    private static bool IsLatePass(FolderChange change) =>
        change is { Cause: ChangeCause.Webhook, Previous.Result.Statuses.SystemResolution: not Status.Success and var before, Current.Result.Statuses.SystemResolution: Status.Success }
        && (StatusRanking.IsTerminal(before) || HasDeclined(change.Previous.Records))
        && change.At - change.Current.Records.LatestTime > Analysis.LongestLag;

    // A later analysis may run, and pass, after one that did not.
    private static bool HasDeclined(FolderRecords records) =>
        records.ReportedResult is { Value.ResultOrState: not Status.Success }
        || records.Analyses.Any(static analysis => analysis.Latest.Status is { IsTerminal: true, Result: not Status.Success });
}
