using System.Text.Json;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Storage.Folders;

/// <summary>The fence row of a folder: the aggregate with its snapshot. Other columns only help people who read the table, except for the few that <see cref="Read"/> and <see cref="IsHeld"/> use.</summary>
internal static class FenceEntity
{
    private const string HeldAt = nameof(HeldAt);
    private const string TouchedBy = nameof(TouchedBy);
    private const string FirstSeenHour = nameof(FirstSeenHour);
    private const string ErasedAt = nameof(ErasedAt);
    private const string ErasureEndedAt = nameof(ErasureEndedAt);
    private const string Snapshot = nameof(Snapshot);
    private const string DueKind = "Kind";
    private const string DueAt = "At";

    // Longer than listing a folder takes; each of its writes is limited to five seconds.
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(2);

    /// <summary>The columns that <see cref="Read"/> and <see cref="IsHeld"/> need, except those of scheduled checks, which retention does not use.</summary>
    public static readonly string[] Columns =
    [
        nameof(Folder.Version), nameof(Folder.ListVersion), nameof(Folder.MetadataVersion), nameof(Folder.FirstSeenAt), nameof(Folder.LastSeenAt), nameof(Folder.OverdueAt),
        FirstSeenHour, ErasedAt, ErasureEndedAt, HeldAt, .. ChunkedBytes.Columns(Snapshot), .. FormerMetadataEntity.Columns,
    ];

    /// <summary>Creates the fence of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="missingRows">Ids of analyses whose status record has not been written yet.</param>
    /// <returns>The entity.</returns>
    /// <exception cref="FolderTooLargeException">The folder does not fit one entity.</exception>
    public static TableEntity Of(Folder folder, IReadOnlySet<string> missingRows)
    {
        var reported = folder.Records.Reported?.Value;
        var entity = new TableEntity(folder.FolderId, FolderKeys.Fence)
        {
            [nameof(folder.Version)] = folder.Version,
            [nameof(folder.ListVersion)] = folder.ListVersion,
            [nameof(folder.MetadataVersion)] = folder.MetadataVersion,
            [nameof(FolderResult.HeldBack)] = folder.Result.HeldBack.ToString(),
            ["ReportedResolutionStatus"] = reported?.ResolutionStatus?.Text,
            ["ReportedSystemResolution"] = reported?.SystemResolution?.Text,
            ["ReportedOperatorStatus"] = reported?.OperatorStatus?.Text,
            [nameof(FolderResult.Drift)] = folder.Result.Drift,
            ["Analyses"] = folder.Records.Analyses.Count,
            ["Groups"] = folder.Result.Groups.Count,
            [nameof(folder.FirstSeenAt)] = folder.FirstSeenAt,
            [nameof(folder.LastSeenAt)] = folder.LastSeenAt,
            [nameof(folder.OverdueAt)] = folder.OverdueAt,
        };

        var snapshot = FolderSnapshotMapper.ToSnapshot(folder.Records, missingRows);
        ChunkedBytes.Write(entity, Snapshot, JsonSerializer.SerializeToUtf8Bytes(snapshot, FolderSnapshotContext.Default.FolderSnapshot));
        StatusColumns.Write(entity, folder.Result.Statuses);
        WriteDue(entity, nameof(folder.Due), folder.Due);
        WriteDue(entity, nameof(folder.FormerDue), folder.FormerDue);

        // Last, because it takes the space that the other columns leave.
        FormerMetadataEntity.Write(entity, folder.FormerMetadata);
        return entity;
    }

    /// <summary>Creates a bare fence, without a folder. It makes a late transaction that would create the folder fail.</summary>
    public static TableEntity Bare(string folderId) => new(folderId, FolderKeys.Fence) { [nameof(Folder.Version)] = 0 };

    /// <summary>Creates an entity that, merged into a fence, changes nothing. A transaction with it requires that the fence still has its ETag.</summary>
    public static TableEntity Unchanged(string folderId) => new(folderId, FolderKeys.Fence);

    /// <summary>Creates an entity that, merged into a fence, changes its ETag. Azure does not say that a merge without a new value does.</summary>
    public static TableEntity Touched(string folderId, Guid attempt) => new(folderId, FolderKeys.Fence) { [TouchedBy] = attempt };

    /// <summary>Creates an entity that, merged into a fence, changes its ETag and keeps retention from removing the folder.</summary>
    public static TableEntity Hold(string folderId, DateTimeOffset now) => new(folderId, FolderKeys.Fence) { [HeldAt] = now };

    /// <summary>Whether retention must leave a folder for now, because a process is listing it.</summary>
    /// <param name="fence">Its fence.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>True while it is held. A time far ahead, from a process with a wrong clock, does not hold it.</returns>
    public static bool IsHeld(TableEntity fence, DateTimeOffset now) => (now - fence.GetDateTimeOffset(HeldAt))?.Duration() < HeldFor;

    /// <summary>Creates the fence that replaces an erased folder.</summary>
    public static TableEntity Tombstone(string folderId, FolderTombstone tombstone)
    {
        var entity = new TableEntity(folderId, FolderKeys.Fence)
        {
            [nameof(Folder.Version)] = tombstone.Version,
            [FirstSeenHour] = tombstone.IndexHour.Start,
            [ErasedAt] = tombstone.ErasedAt,
            [ErasureEndedAt] = tombstone.EndedAt,
        };

        FormerMetadataEntity.Write(entity, tombstone.Metadata);
        return entity;
    }

    /// <summary>Reads a fence row.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>The folder, or the tombstone, or neither for a bare fence.</returns>
    public static StoredFolder Read(TableEntity entity)
    {
        var version = entity.GetInt32(nameof(Folder.Version))!.Value;
        var erasedAt = entity.GetDateTimeOffset(ErasedAt);
        if (version == 0 || erasedAt is not null)
        {
            var tombstone = erasedAt is { } at
                ? new FolderTombstone(version, IndexHour.Of(entity.GetDateTimeOffset(FirstSeenHour)!.Value), at, FormerMetadataEntity.Read(entity), entity.GetDateTimeOffset(ErasureEndedAt))
                : null;
            return new StoredFolder(null, entity.ETag.ToString(), new HashSet<string>()) { Tombstone = tombstone };
        }

        var snapshot = JsonSerializer.Deserialize(ChunkedBytes.Read(entity, Snapshot).Span, FolderSnapshotContext.Default.FolderSnapshot)!;
        var records = FolderSnapshotMapper.ToRecords(snapshot);
        var folder = new Folder
        {
            FolderId = entity.PartitionKey,
            Version = version,
            ListVersion = entity.GetInt32(nameof(Folder.ListVersion))!.Value,
            Due = ReadDue(entity, nameof(Folder.Due)),
            FormerDue = ReadDue(entity, nameof(Folder.FormerDue)),
            MetadataVersion = entity.GetInt32(nameof(Folder.MetadataVersion))!.Value,
            FormerMetadata = FormerMetadataEntity.Read(entity),
            Records = records,
            Result = FolderResult.Of(records),
            FirstSeenAt = entity.GetDateTimeOffset(nameof(Folder.FirstSeenAt))!.Value,
            LastSeenAt = entity.GetDateTimeOffset(nameof(Folder.LastSeenAt))!.Value,
            OverdueAt = entity.GetDateTimeOffset(nameof(Folder.OverdueAt)),
        };

        var missingRows = snapshot.Analyses.Where(static analysis => analysis.RowMissing).Select(static analysis => analysis.AnalysisId);
        return new StoredFolder(folder, entity.ETag.ToString(), missingRows.ToHashSet(StringComparer.Ordinal));
    }

    private static void WriteDue(TableEntity entity, string name, FolderDue? due)
    {
        entity[name + DueKind] = due?.Kind.ToString();
        entity[name + DueAt] = due?.At;
    }

    private static FolderDue? ReadDue(TableEntity entity, string name) =>
        entity.GetString(name + DueKind) is { } kind ? new FolderDue(Enum.Parse<CheckKind>(kind), entity.GetDateTimeOffset(name + DueAt)!.Value) : null;
}
