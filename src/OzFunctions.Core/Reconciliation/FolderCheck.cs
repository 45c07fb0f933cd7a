using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Reconciliation;

/// <summary>When Oz is to be asked about a folder next, and why.</summary>
/// <param name="FolderId">Oz's id of the folder.</param>
/// <param name="Version">The version that the lists must show, when this was listed; 0 for a folder that is not stored, of which a webhook told that is not believed by itself.</param>
/// <param name="Reasons">Why it is open; <see cref="OpenReasons.None"/> for one that is asked about once more.</param>
/// <param name="Since">When the folder was last stored, as far as it was looked at, UTC.</param>
/// <param name="NextCheck">When it is due, UTC.</param>
/// <param name="Looks">How often Oz was asked about it since.</param>
public sealed record FolderCheck(string FolderId, int Version, OpenReasons Reasons, DateTimeOffset Since, DateTimeOffset NextCheck, int Looks = 0)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(24);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(7);

    // One that was given up is not asked about, but its row must not outlast what it says.
    private static readonly TimeSpan ConfirmedEvery = TimeSpan.FromDays(7);

    /// <summary>How the folder stands.</summary>
    public CheckKind Kind => KindOf(Reasons);

    /// <summary>When it is due, and how it stands.</summary>
    public FolderDue Due => new(Kind, NextCheck);

    /// <summary>The check that the lists must show of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The check, or null when there is none.</returns>
    public static FolderCheck? Of(Folder folder) => folder.Due is { } due
        ? new FolderCheck(folder.FolderId, folder.ListVersion, ReasonsOf(folder), folder.ChangedAt, due.At)
        : null;

    /// <summary>The check of a folder about which Oz could not be asked when it should have been.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="version">The version that the lists must show; 0 when the folder is not stored.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="at">When to ask, UTC.</param>
    /// <returns>The check.</returns>
    public static FolderCheck Owed(string folderId, int version, DateTimeOffset now, DateTimeOffset at) => new(folderId, version, OpenReasons.None, now, at);

    /// <summary>The check after a look that found nothing new.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="settings">When an open folder is asked about.</param>
    /// <returns>The next check, or null when there is none.</returns>
    public FolderCheck? Next(Folder folder, DateTimeOffset now, ReconciliationSettings settings)
    {
        var next = this with { Reasons = ReasonsOf(folder), Since = folder.ChangedAt, Looks = folder.ChangedAt > Since ? 0 : Looks + 1 };
        return next.Kind is CheckKind.Settled ? next.OnceMore(folder, now)
            : now - next.Since > GivenUpAfter ? next.GivenUp(now)
            : next with { NextCheck = NextLook(next.Looks, folder, now, settings) };
    }

    /// <summary>The check after a look that Oz did not answer: it does not count, and is made up for soon, as long as that makes sense.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="settings">When an open folder is asked about.</param>
    /// <returns>The next check, or null when there is none.</returns>
    public FolderCheck? Postponed(DateTimeOffset now, ReconciliationSettings settings) => now - Since <= GivenUpAfter + LongestDelay ? this with { NextCheck = now + settings.StaleAfter }
        : Kind is CheckKind.Settled && Version > 0 ? null
        : GivenUp(now);

    /// <summary>The check of a folder about which Oz is not asked any more. Whether it still stands is looked at from time to time.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The next check.</returns>
    public FolderCheck GivenUp(DateTimeOffset now) => this with { NextCheck = now + ConfirmedEvery, Reasons = Reasons | OpenReasons.GivenUp };

    /// <summary>Whether a folder may have been given up since it was due first.</summary>
    /// <param name="first">When that was.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>False when too little time has passed for it.</returns>
    public static bool MayBeGivenUp(FolderDue first, DateTimeOffset now) => now - first.At > GivenUpAfter - LongestDelay;

    /// <summary>How a folder stands that is open for some reasons.</summary>
    /// <param name="reasons">The reasons.</param>
    /// <returns>How it stands.</returns>
    internal static CheckKind KindOf(OpenReasons reasons) => reasons.HasFlag(OpenReasons.GivenUp) ? CheckKind.GivenUp
        : reasons.HasFlag(OpenReasons.Running) ? CheckKind.Running
        : reasons is OpenReasons.None ? CheckKind.Settled
        : CheckKind.Open;

    /// <summary>When an open folder is due.</summary>
    /// <param name="looks">How often Oz was asked about it since it changed.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="settings">When an open folder is asked about.</param>
    /// <returns>When, UTC.</returns>
    internal static DateTimeOffset NextLook(int looks, Folder folder, DateTimeOffset now, ReconciliationSettings settings)
    {
        var at = now + new DoublingDelay(settings.StaleAfter, LongestDelay).After(looks);

        // None is told late to be overdue because its next look would be later.
        return folder is { OverdueAt: null, RunningSince: { } since } && since + settings.OverdueAfter is var overdue && overdue > now && overdue < at ? overdue : at;
    }

    // A hastened look does not replace the one a day after settling: a change between the two may never be told.
    private FolderCheck? OnceMore(Folder folder, DateTimeOffset now) => folder.Due is { Kind: CheckKind.Settled, At: var at } && at > now ? this with { NextCheck = at } : null;

    /// <summary>Why a folder is open.</summary>
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
