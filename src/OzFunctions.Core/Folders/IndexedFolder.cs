namespace OzFunctions.Core.Folders;

/// <summary>A folder as the index lists it.</summary>
public sealed record IndexedFolder
{
    /// <summary>Oz's id.</summary>
    public required string FolderId { get; init; }

    /// <summary>The version of the last change that told or listed something; the rest is as of that change. The folder itself may be further.</summary>
    public required int Version { get; init; }

    /// <summary>The folder's statuses.</summary>
    public required FolderStatuses Statuses { get; init; }

    /// <summary>Whether Oz's own result contradicts ours.</summary>
    public required bool Drift { get; init; }

    /// <summary>Why its result is not what its analyses say.</summary>
    public required HeldBack HeldBack { get; init; }

    /// <summary>Whether its result is not what its analyses say.</summary>
    public bool IsHeldBack => HeldBack is not HeldBack.None;

    /// <summary>Whether it has been running for too long, and that was told.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>When the first payload that named it was stored, UTC.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>The hour under which the index lists it, for ever.</summary>
    public IndexHour IndexHour => IndexHour.Of(FirstSeenAt);

    /// <summary>When the last payload that changed it was stored, UTC, as of that change.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When Oz created it, UTC; null while not told.</summary>
    public DateTimeOffset? TimeCreated { get; init; }

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The entry.</returns>
    public static IndexedFolder Of(Folder folder) => new()
    {
        FolderId = folder.FolderId,
        Version = folder.ListVersion,
        Statuses = folder.Result.Statuses,
        Drift = folder.Result.Drift,
        HeldBack = folder.Result.HeldBack,
        IsOverdue = folder.OverdueAt is not null,
        FirstSeenAt = folder.FirstSeenAt,
        LastSeenAt = folder.LastSeenAt,
        TimeCreated = folder.Records.TimeCreated?.Value,
    };
}
