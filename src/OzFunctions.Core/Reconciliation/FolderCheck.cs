using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Reconciliation;

/// <summary>The scheduled check of a folder with Oz.</summary>
/// <param name="FolderId">Oz's id of the folder.</param>
/// <param name="Version">The folder's list version when this was listed; 0 for a folder that is not stored, named by a webhook that must be verified.</param>
/// <param name="Reasons">Why the folder is open; <see cref="OpenReasons.None"/> for a settled one that is checked once more.</param>
/// <param name="Since">When the folder was last stored as of the last check, UTC.</param>
/// <param name="NextCheck">When the check is due, UTC.</param>
/// <param name="Looks">The number of checks since then.</param>
public sealed record FolderCheck(string FolderId, int Version, OpenReasons Reasons, DateTimeOffset Since, DateTimeOffset NextCheck, int Looks = 0)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(24);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(7);

    // Oz is no longer polled for a folder that was given up, but its row must be verified from time to time.
    private static readonly TimeSpan ConfirmedEvery = TimeSpan.FromDays(7);

    /// <summary>The kind of the check.</summary>
    public CheckKind Kind => KindOf(Reasons);

    /// <summary>When the check is due, with its kind.</summary>
    public FolderDue Due => new(Kind, NextCheck);

    /// <summary>Creates the check that the lists must show for a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The check, or null when the folder has none.</returns>
    public static FolderCheck? Of(Folder folder) => folder.Due is { } due
        ? new FolderCheck(folder.FolderId, folder.ListVersion, ReasonsOf(folder), folder.ChangedAt, due.At)
        : null;

    /// <summary>Determines the next check after a poll that changed nothing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="settings">The reconciliation settings.</param>
    /// <returns>The next check, or null when there is none.</returns>
    public FolderCheck? Next(Folder folder, DateTimeOffset now, ReconciliationSettings settings)
    {
        var next = this with { Reasons = ReasonsOf(folder), Since = folder.ChangedAt, Looks = folder.ChangedAt > Since ? 0 : Looks + 1 };
        return next.Kind is CheckKind.Settled ? next.OnceMore(folder, now)
            : now - next.Since > GivenUpAfter ? next.GivenUp(now)
            : next with { NextCheck = NextCheckAt(next.Looks, folder, now, settings) };
    }

    /// <summary>Determines the next check after a failed poll, which does not count as a check. It is repeated soon, for as long as that is useful.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="settings">The reconciliation settings.</param>
    /// <returns>The next check, or null when there is none.</returns>
    public FolderCheck? Postponed(DateTimeOffset now, ReconciliationSettings settings) => now - Since <= GivenUpAfter + LongestDelay ? this with { NextCheck = now + settings.StaleAfter }
        : Kind is CheckKind.Settled && Version > 0 ? null
        : GivenUp(now);

    /// <summary>Creates the check of a folder for which Oz is no longer polled. Its row is verified from time to time.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The next check.</returns>
    public FolderCheck GivenUp(DateTimeOffset now) => this with { NextCheck = now + ConfirmedEvery, Reasons = Reasons | OpenReasons.GivenUp };

    /// <summary>Whether this is the check of an earlier folder with the same id, which was removed. Versions then start again.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>True when it was listed before the folder was first seen, by more than clocks may differ.</returns>
    public bool IsOfEarlier(Folder folder) => Since < folder.FirstSeenAt - ClockLead.Max;

    /// <summary>Determines the kind of a check.</summary>
    /// <param name="reasons">The reasons for which the folder is open.</param>
    /// <returns>The kind.</returns>
    internal static CheckKind KindOf(OpenReasons reasons) => reasons.HasFlag(OpenReasons.GivenUp) ? CheckKind.GivenUp
        : reasons.HasFlag(OpenReasons.Running) ? CheckKind.Running
        : reasons is OpenReasons.None ? CheckKind.Settled
        : CheckKind.Open;

    /// <summary>
    /// Determines when the check of an open folder is due: exponential backoff from <see cref="ReconciliationSettings.StaleAfter"/> to 24
    /// hours, but not after the folder becomes overdue.
    /// </summary>
    /// <param name="looks">The number of checks since the folder changed.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="settings">The reconciliation settings.</param>
    /// <returns>The time, UTC.</returns>
    internal static DateTimeOffset NextCheckAt(int looks, Folder folder, DateTimeOffset now, ReconciliationSettings settings)
    {
        var at = now + new DoublingDelay(settings.StaleAfter, LongestDelay).After(looks);

        // The overdue notification must not wait for a later check.
        return folder is { OverdueAt: null, RunningSince: { } since } && since + settings.OverdueAfter is var overdue && overdue > now && overdue < at ? overdue : at;
    }

    // A check that was moved forward does not replace the one a day after settling: a change between the two might never be found.
    private FolderCheck? OnceMore(Folder folder, DateTimeOffset now) => folder.Due is { Kind: CheckKind.Settled, At: var at } && at > now ? this with { NextCheck = at } : null;

    /// <summary>Determines why a folder is open.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>All reasons that apply.</returns>
    public static OpenReasons ReasonsOf(Folder folder)
    {
        var reasons = folder.OverdueAt is null ? OpenReasons.None : OpenReasons.Overdue;
        if (folder.Result.UnknownStatuses.Count > 0)
        {
            reasons |= OpenReasons.UnknownStatus;
        }

        if (folder.Result.HeldBack is not HeldBack.None)
        {
            reasons |= OpenReasons.HeldBack;
        }

        if (folder.Records.Analyses.Count == 0)
        {
            return reasons | OfResult(folder.Result.Statuses.ResolutionStatus) | OfResult(folder.Result.Statuses.SystemResolution);
        }

        foreach (var analysis in folder.Records.Analyses)
        {
            reasons |= analysis.Latest.Status.IsWithoutVerdict ? OpenReasons.VerdictMissing : OfResult(analysis.Result);
        }

        return reasons;
    }

    private static OpenReasons OfResult(Status status) => status switch
    {
        Status.Processing => OpenReasons.Running,
        Status.Initial => OpenReasons.Initial,
        Status.OperatorRequired => OpenReasons.OperatorRequired,
        _ => OpenReasons.None,
    };
}
