using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>A folder as it is stored: its records, and what was last told of its result.</summary>
public sealed record Folder
{
    /// <summary>Oz's id, 1 to 128 of <c>[A-Za-z0-9_-]</c>.</summary>
    public required string FolderId { get; init; }

    /// <summary>Grows by exactly one with each stored change; the first is 1.</summary>
    public required int Version { get; init; }

    /// <summary>The version of the last change that told or listed something: the one that the lists must show.</summary>
    public int ListVersion { get; init; }

    /// <summary>When Oz is first to be asked about it after that change; null when it has settled and nobody need ask.</summary>
    public FolderDue? Due { get; init; }

    /// <summary>The same of the change before that one, by which its rows of the list are removed.</summary>
    public FolderDue? FormerDue { get; init; }

    /// <summary>The version of the last change of the named metadata values.</summary>
    public int MetadataVersion { get; init; }

    /// <summary>Metadata values that it had, and may still be listed under.</summary>
    public IReadOnlyList<FormerMetadataEntry> FormerMetadata { get; init; } = [];

    /// <summary>Every metadata value under which it is, or may still be, listed.</summary>
    public IReadOnlyList<FolderMetadataEntry> EveryMetadata => [.. Records.ListedMetadata, .. FormerMetadata.Select(static former => former.Entry)];

    /// <summary>What is known of the folder.</summary>
    public required FolderRecords Records { get; init; }

    /// <summary>What follows from the records.</summary>
    public required FolderResult Result { get; init; }

    /// <summary>When the first payload that named it was stored, UTC. Its hour is the folder's hour in the index, for ever.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>The hour under which the index lists it, for ever.</summary>
    public IndexHour IndexHour => IndexHour.Of(FirstSeenAt);

    /// <summary>When the last payload that changed it was stored, UTC.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it was told that the folder has been running for too long, UTC; null while it was not, and again once nothing runs.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>When it was last stored, UTC: for a payload, or to note that it is overdue.</summary>
    public DateTimeOffset ChangedAt => OverdueAt > LastSeenAt ? OverdueAt.Value : LastSeenAt;

    /// <summary>Since when it has been running, UTC: since the running analysis that was heard of longest ago was. Null while nothing runs.</summary>
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

    /// <summary>Applies what a payload tells.</summary>
    /// <param name="current">The stored folder; null when it is new.</param>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="told">What the payload tells.</param>
    /// <param name="cause">Why it is applied.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The change, or null when the payload tells nothing new.</returns>
    public static FolderChange? Apply(Folder? current, string folderId, FolderRecords told, ChangeCause cause, DateTimeOffset now)
    {
        var known = current?.Records ?? FolderRecords.Empty;
        var merged = FolderRecords.Merge(known, told);
        if (current is not null && ReferenceEquals(merged, known))
        {
            return null;
        }

        // An answer of Oz that only confirms what is known is not stored, or each look at a folder would change it. It is where it decides.
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

        // Another analysis that has been running since is another delay, and told again.
        folder = folder.RunningSince < current?.OverdueAt ? folder with { OverdueAt = current.OverdueAt } : folder;
        return new FolderChange(current, folder, cause, now);
    }

    /// <summary>Notes that a folder has been running for too long, once until nothing runs any more.</summary>
    /// <param name="current">The stored folder, if there is one.</param>
    /// <param name="after">How long it may run.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The change, or null when it is not overdue, or was told to be.</returns>
    public static FolderChange? MarkOverdue(Folder? current, TimeSpan after, DateTimeOffset now) =>
        current is { OverdueAt: null, RunningSince: { } since } && now - since >= after
            ? new FolderChange(current, current with { Version = current.Version + 1, OverdueAt = now }, ChangeCause.Reconciliation, now)
            : null;
}
