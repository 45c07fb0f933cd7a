using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Reconciliation;

/// <summary>When Oz is to be asked about a folder next, and why.</summary>
/// <param name="FolderId">Oz's id of the folder.</param>
/// <param name="Version">The folder's version of which this holds.</param>
/// <param name="Reasons">Why it is open; <see cref="OpenReasons.None"/> for one that has settled and is asked about once more.</param>
/// <param name="Since">When that version was stored, UTC.</param>
/// <param name="NextCheck">When to ask, UTC.</param>
public sealed record FolderCheck(string FolderId, int Version, OpenReasons Reasons, DateTimeOffset Since, DateTimeOffset NextCheck)
{
    private static readonly TimeSpan OpenAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SettledAfter = TimeSpan.FromHours(1);

    /// <summary>The first check after a change.</summary>
    /// <param name="folder">The folder after it.</param>
    /// <returns>The check: ten minutes on for an open folder, an hour on for a settled one.</returns>
    public static FolderCheck After(Folder folder)
    {
        var reasons = ReasonsOf(folder);
        var delay = reasons is OpenReasons.None ? SettledAfter : OpenAfter;
        return new FolderCheck(folder.FolderId, folder.Version, reasons, folder.LastSeenAt, folder.LastSeenAt + delay);
    }

    /// <summary>Why a folder is open.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>All reasons that apply.</returns>
    public static OpenReasons ReasonsOf(Folder folder)
    {
        var reasons = OpenReasons.None;
        if (folder.Result.UnknownStatuses.Count > 0)
        {
            reasons |= OpenReasons.UnknownStatus;
        }

        if (folder.Records.Analyses.Count == 0)
        {
            return reasons | OfStatuses(folder.Result.Statuses);
        }

        foreach (var analysis in folder.Records.Analyses)
        {
            reasons |= analysis.Latest.Status.IsWithoutVerdict ? OpenReasons.VerdictMissing : OfResult(analysis.Result);
        }

        return reasons;
    }

    private static OpenReasons OfStatuses(FolderStatuses statuses) => OfResult(statuses.ResolutionStatus) | OfResult(statuses.SystemResolution);

    private static OpenReasons OfResult(Status status) => status switch
    {
        Status.Processing => OpenReasons.Running,
        Status.Initial => OpenReasons.Initial,
        Status.OperatorRequired => OpenReasons.OperatorRequired,
        _ => OpenReasons.None,
    };
}
