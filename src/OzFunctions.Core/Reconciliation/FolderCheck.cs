using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Reconciliation;

/// <summary>When Oz is to be asked about a folder next, and why.</summary>
/// <param name="FolderId">Oz's id of the folder.</param>
/// <param name="Version">The version that the lists must show, when this was listed.</param>
/// <param name="Reasons">Why it is open; <see cref="OpenReasons.None"/> for one that has settled and is asked about once more.</param>
/// <param name="Since">When the folder was last stored, as far as it was looked at, UTC.</param>
/// <param name="NextCheck">When to ask, UTC; <see cref="Never"/> when it was given up.</param>
/// <param name="Looks">How often Oz was asked about it since.</param>
public sealed record FolderCheck(string FolderId, int Version, OpenReasons Reasons, DateTimeOffset Since, DateTimeOffset NextCheck, int Looks = 0)
{
    /// <summary>Stands for no time at all, and can be stored.</summary>
    public static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(24);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(7);

    // A second try whose webhook was lost, and an operator's later decision, come to light in one of these.
    private static readonly TimeSpan[] SettledAfter = [TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromDays(7)];

    /// <summary>Whether the folder may still change by itself, or nobody can tell what it means.</summary>
    public bool IsOpen => Reasons is not OpenReasons.None;

    /// <summary>The first check after a change.</summary>
    /// <param name="folder">The folder after it.</param>
    /// <param name="settings">When an open folder is asked about.</param>
    /// <returns>The check.</returns>
    public static FolderCheck After(Folder folder, ReconciliationSettings settings)
    {
        var first = new FolderCheck(folder.FolderId, folder.ListVersion, ReasonsOf(folder), folder.ChangedAt, Never);
        return first.At(0, folder, folder.ChangedAt, settings)!;
    }

    /// <summary>The check after a look that found nothing new.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="settings">When an open folder is asked about.</param>
    /// <returns>The next check, or null when there is none.</returns>
    public FolderCheck? Next(Folder folder, DateTimeOffset now, ReconciliationSettings settings) =>
        (this with { Reasons = ReasonsOf(folder), Since = folder.ChangedAt }).At(folder.ChangedAt > Since ? 0 : Looks + 1, folder, now, settings);

    /// <summary>The check after a look that Oz did not answer: it does not count, and is made up for soon, as long as that makes sense.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="settings">When an open folder is asked about.</param>
    /// <returns>The next check, or null when there is none.</returns>
    public FolderCheck? Postponed(DateTimeOffset now, ReconciliationSettings settings) => now - Since <= GivenUpAfter + LongestDelay
        ? this with { NextCheck = now + settings.StaleAfter }
        : IsOpen ? this with { NextCheck = Never, Reasons = Reasons | OpenReasons.GivenUp } : null;

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

    private FolderCheck? At(int looks, Folder folder, DateTimeOffset now, ReconciliationSettings settings)
    {
        if (!IsOpen)
        {
            // What an outage made us miss is made up for by one look.
            var next = Array.FindIndex(SettledAfter, after => Since + after > now);
            return next < 0 ? null : this with { Looks = looks, NextCheck = Since + SettledAfter[next] };
        }

        if (now - Since > GivenUpAfter)
        {
            return this with { Looks = looks, NextCheck = Never, Reasons = Reasons | OpenReasons.GivenUp };
        }

        var at = now + new DoublingDelay(settings.StaleAfter, LongestDelay).After(looks);

        // None is told late to be overdue because its next look would be later.
        var overdue = folder is { OverdueAt: null, RunningSince: { } since } ? since + settings.OverdueAfter : Never;
        return this with { Looks = looks, NextCheck = overdue > now && overdue < at ? overdue : at };
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
