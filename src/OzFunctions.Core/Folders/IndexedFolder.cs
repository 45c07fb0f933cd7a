namespace OzFunctions.Core.Folders;

/// <summary>A folder as the index lists it.</summary>
public sealed record IndexedFolder
{
    /// <summary>Oz's id.</summary>
    public required string FolderId { get; init; }

    /// <summary>The listed version (<see cref="Folder.ListVersion"/>); the other properties are as of that version. The folder itself may be newer.</summary>
    public required int Version { get; init; }

    /// <summary>The folder's statuses.</summary>
    public required FolderStatuses Statuses { get; init; }

    /// <summary>Whether Oz reports a result that no group that may have finished last has.</summary>
    public required bool Drift { get; init; }

    /// <summary>Why its result is held back.</summary>
    public required HeldBack HeldBack { get; init; }

    /// <summary>Whether its result is held back.</summary>
    public bool IsHeldBack => HeldBack is not HeldBack.None;

    /// <summary>Whether it has been reported as overdue.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>When the first payload of the folder was stored, UTC.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>The hour under which the index lists the folder; it never changes.</summary>
    public IndexHour IndexHour => IndexHour.Of(FirstSeenAt);

    /// <summary>When the last payload that changed the folder was stored, UTC, as of the listed version.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When Oz created it, UTC; null while unknown.</summary>
    public DateTimeOffset? TimeCreated { get; init; }

    /// <summary>Creates the index entry of a folder.</summary>
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
