using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>A folder: its records and the result computed from them.</summary>
public sealed record Folder
{
    // Retention removes a folder after a day at the earliest, by a clock that may be ahead.
    private static readonly TimeSpan RelistedAfter = TimeSpan.FromHours(23);

    /// <summary>Oz's id: 1 to 128 characters of <c>[A-Za-z0-9_-]</c>.</summary>
    public required string FolderId { get; init; }

    /// <summary>Increases by one with each stored change; the first is 1.</summary>
    public required int Version { get; init; }

    /// <summary>The version of the last change that owed a notification or changed a list; the lists must show this version.</summary>
    public int ListVersion { get; init; }

    /// <summary>The first time to poll Oz after that change; null when the folder has settled.</summary>
    public FolderDue? Due { get; init; }

    /// <summary>The value of <see cref="Due"/> before that change, needed to remove its rows from the list.</summary>
    public FolderDue? FormerDue { get; init; }

    /// <summary>The version of the last change to the named metadata values.</summary>
    public int MetadataVersion { get; init; }

    /// <summary>Earlier metadata values under which the folder may still be listed.</summary>
    public IReadOnlyList<FormerMetadataEntry> FormerMetadata { get; init; } = [];

    /// <summary>All metadata values under which the folder is, or may still be, listed.</summary>
    public IReadOnlyList<FolderMetadataEntry> EveryMetadata => [.. Records.ListedMetadata, .. FormerMetadata.Select(static former => former.Entry)];

    /// <summary>The merged records of the folder.</summary>
    public required FolderRecords Records { get; init; }

    /// <summary>The result computed from the records.</summary>
    public required FolderResult Result { get; init; }

    /// <summary>When the first payload of the folder was stored, UTC. Its hour is the folder's hour in the index; it never changes.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>The hour under which the index lists the folder; it never changes.</summary>
    public IndexHour IndexHour => IndexHour.Of(FirstSeenAt);

    /// <summary>When the last payload that changed the folder was stored, UTC.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When the overdue notification became owed, UTC; null while it is not overdue, and again when all that ran then has ended or was reported anew.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>When the folder was last stored, UTC: for a payload or as overdue.</summary>
    public DateTimeOffset ChangedAt => OverdueAt > LastSeenAt ? OverdueAt.Value : LastSeenAt;

    /// <summary>Since when the folder has been running, UTC, by Oz's clock: the earliest last report among its running analyses. Null while nothing runs.</summary>
    public DateTimeOffset? RunningSince
    {
        get
        {
            if (Result.Statuses.ResolutionStatus is not Status.Processing)
            {
                return null;
            }

            var running = Records.Analyses.Where(static analysis => !analysis.Latest.Status.IsTerminal).ToList();
            return running.Count == 0
                ? Records.Reported?.At ?? LastSeenAt
                : running.Min(analysis => analysis.Latest.TimeUpdated ?? analysis.TimeCreated ?? LastSeenAt);
        }
    }

    /// <summary>Applies a payload.</summary>
    /// <param name="current">The stored folder; null when it is new.</param>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="incoming">The records of the payload.</param>
    /// <param name="cause">The cause of the change.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The change, or null when the payload adds nothing.</returns>
    public static FolderChange? Apply(Folder? current, string folderId, FolderRecords incoming, ChangeCause cause, DateTimeOffset now)
    {
        var known = current?.Records ?? FolderRecords.Empty;
        var merged = FolderRecords.Merge(FutureAnswers.RemoveReplaced(known, incoming, now), incoming);
        if (current is not null && ReferenceEquals(merged, known))
        {
            return null;
        }

        // An answer from Oz that only confirms what is known is stored only when it changes the result; otherwise each poll would change the folder.
        var result = FolderResult.Of(merged);
        if (current is not null && known.IsConfirmedBy(merged) && current.Result.SaysTheSameAs(result))
        {
            return null;
        }

        var folder = new Folder
        {
            FolderId = folderId,
            Version = (current?.Version ?? 0) + 1,
            Records = merged,
            Result = result,
            ListVersion = current?.ListVersion ?? 0,
            Due = current?.Due,
            FormerDue = current?.FormerDue,
            MetadataVersion = current?.MetadataVersion ?? 0,
            FormerMetadata = current?.FormerMetadata ?? [],
            FirstSeenAt = current?.FirstSeenAt ?? now,
            LastSeenAt = now,
        };

        if (FormerMetadataEntry.After(known, current?.FormerMetadata ?? [], merged, now) is { } former)
        {
            folder = folder with { MetadataVersion = folder.Version, FormerMetadata = former };
        }
        else if (now - current?.LastSeenAt >= RelistedAfter)
        {
            // Retention may have unlisted the folder just before, and be left undone.
            folder = folder with { MetadataVersion = folder.Version };
        }

        // A different running analysis is a new delay, which owes another notification.
        folder = folder.RunningSince < current?.OverdueAt ? folder with { OverdueAt = current.OverdueAt } : folder;
        return new FolderChange(current, folder, cause, now);
    }

    /// <summary>Marks a folder as overdue, once until all that runs now has ended or was reported anew.</summary>
    /// <param name="current">The stored folder; null when there is none.</param>
    /// <param name="after">How long a folder may run before it is overdue, longer by as much as Oz's clock may differ from ours.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The change, or null when the folder is not overdue or already marked.</returns>
    public static FolderChange? MarkOverdue(Folder? current, TimeSpan after, DateTimeOffset now) =>
        current is { OverdueAt: null, RunningSince: { } since } && now - since >= after
            ? new FolderChange(current, current with { Version = current.Version + 1, OverdueAt = now }, ChangeCause.Reconciliation, now)
            : null;
}
