using System.Text.Json;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Storage.Folders;

/// <summary>The rows of a folder's partition. What people read stands in columns; what we read back is the snapshot and a few of them.</summary>
internal static class FolderEntities
{
    /// <summary>The mark of the attempt that wrote a fence or a change, by which it knows its own write again.</summary>
    public const string OperationId = nameof(OperationId);

    private const string FirstSeenHour = nameof(FirstSeenHour);
    private const string ErasedAt = nameof(ErasedAt);
    private const string Snapshot = nameof(Snapshot);
    private const string Data = nameof(Data);
    private const string PreviousResolutionStatus = nameof(PreviousResolutionStatus);
    private const string PreviousSystemResolution = nameof(PreviousSystemResolution);
    private const string PreviousWorstResolution = nameof(PreviousWorstResolution);
    private const string Notifications = nameof(Notifications);
    private const string DueKind = "Kind";
    private const string DueAt = "At";

    /// <summary>The columns from which <see cref="ToStored"/> reads a fence.</summary>
    public static readonly string[] OfFence =
    [
        nameof(Folder.Version), nameof(Folder.ListVersion), nameof(Folder.MetadataVersion), nameof(Folder.FirstSeenAt), nameof(Folder.LastSeenAt), nameof(Folder.OverdueAt),
        FirstSeenHour, ErasedAt, .. ChunkedBytes.Columns(Snapshot), .. FormerMetadataEntity.Columns,
    ];

    /// <summary>The fence row.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="missingRows">Ids of analyses whose status record is still to be written.</param>
    /// <param name="operationId">The mark of this attempt.</param>
    /// <returns>The entity.</returns>
    /// <exception cref="FolderTooLargeException">The folder does not fit one entity.</exception>
    public static TableEntity Fence(Folder folder, IReadOnlySet<string> missingRows, Guid operationId)
    {
        var reported = folder.Records.Reported?.Value;
        var entity = new TableEntity(folder.FolderId, FolderKeys.Fence)
        {
            [nameof(folder.Version)] = folder.Version,
            [nameof(folder.ListVersion)] = folder.ListVersion,
            [nameof(folder.MetadataVersion)] = folder.MetadataVersion,
            [nameof(FolderStatuses.ResolutionStatus)] = Word(folder.Result.Statuses.ResolutionStatus),
            [nameof(FolderStatuses.SystemResolution)] = Word(folder.Result.Statuses.SystemResolution),
            [nameof(FolderStatuses.WorstResolution)] = Word(folder.Result.Statuses.WorstResolution),
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
            [OperationId] = operationId,
        };

        var snapshot = FolderSnapshotMapper.ToSnapshot(folder.Records, missingRows);
        ChunkedBytes.Write(entity, Snapshot, JsonSerializer.SerializeToUtf8Bytes(snapshot, FolderSnapshotContext.Default.FolderSnapshot));
        FormerMetadataEntity.Write(entity, folder.FormerMetadata);
        Write(entity, nameof(folder.Due), folder.Due);
        Write(entity, nameof(folder.FormerDue), folder.FormerDue);
        return entity;
    }

    /// <summary>A fence without a folder, which keeps a transaction that comes too late from making one.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="operationId">The mark of this attempt.</param>
    /// <returns>The entity.</returns>
    public static TableEntity BareFence(string folderId, Guid operationId) => new(folderId, FolderKeys.Fence)
    {
        [nameof(Folder.Version)] = 0,
        [OperationId] = operationId,
    };

    /// <summary>What changes a fence's ETag when it is merged into it, and nothing else.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="operationId">The mark of this attempt.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Mark(string folderId, Guid operationId) => new(folderId, FolderKeys.Fence) { [OperationId] = operationId };

    /// <summary>A fence in place of a folder that was erased.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="tombstone">The tombstone.</param>
    /// <param name="operationId">The mark of this attempt.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Tombstone(string folderId, FolderTombstone tombstone, Guid operationId)
    {
        var entity = new TableEntity(folderId, FolderKeys.Fence)
        {
            [nameof(Folder.Version)] = tombstone.Version,
            [FirstSeenHour] = tombstone.IndexHour.Start,
            [ErasedAt] = tombstone.ErasedAt,
            [OperationId] = operationId,
        };

        FormerMetadataEntity.Write(entity, tombstone.Metadata);
        return entity;
    }

    /// <summary>Reads a fence row back.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>The folder, if there is one behind the fence.</returns>
    public static StoredFolder ToStored(TableEntity entity)
    {
        var version = entity.GetInt32(nameof(Folder.Version))!.Value;
        var erasedAt = entity.GetDateTimeOffset(ErasedAt);
        if (version == 0 || erasedAt is not null)
        {
            var tombstone = erasedAt is { } at
                ? new FolderTombstone(version, IndexHour.Of(entity.GetDateTimeOffset(FirstSeenHour)!.Value), at, FormerMetadataEntity.Read(entity))
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

    /// <summary>The status record of an analysis.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="version">The folder's version with which it is written.</param>
    /// <param name="analysis">The analysis.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Analysis(string folderId, int version, Analysis analysis)
    {
        var entity = new TableEntity(folderId, FolderKeys.Analysis(analysis.AnalysisId))
        {
            [nameof(analysis.AnalysisId)] = analysis.AnalysisId,
            [nameof(analysis.GroupId)] = analysis.GroupId,
            [nameof(analysis.Type)] = analysis.Type,
            ["State"] = analysis.Latest.Status.State?.Text,
            ["ResolutionStatus"] = analysis.Latest.Status.Resolution?.Text,
            [nameof(analysis.Result)] = Word(analysis.Result),
            [nameof(analysis.TimeCreated)] = analysis.TimeCreated,
            ["TimeUpdated"] = analysis.Latest.TimeUpdated,
            [nameof(analysis.FinishedAt)] = analysis.FinishedAt,
            ["ErrorCode"] = analysis.Latest.ErrorCode,
            [nameof(Folder.Version)] = version,
        };

        foreach (var score in analysis.Latest.Confidences)
        {
            entity[score.Name] = score.Value;
        }

        return entity;
    }

    /// <summary>The row of a change.</summary>
    /// <param name="write">The change and what it owes.</param>
    /// <param name="operationId">The mark of this attempt.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Change(FolderWrite write, Guid operationId)
    {
        var (previous, current, cause, at) = write.Change;
        var entity = new TableEntity(current.FolderId, FolderKeys.Change(current.Version))
        {
            [nameof(current.Version)] = current.Version,
            [PreviousResolutionStatus] = previous is null ? null : Word(previous.Result.Statuses.ResolutionStatus),
            [PreviousSystemResolution] = previous is null ? null : Word(previous.Result.Statuses.SystemResolution),
            [PreviousWorstResolution] = previous is null ? null : Word(previous.Result.Statuses.WorstResolution),
            [nameof(FolderStatuses.ResolutionStatus)] = Word(current.Result.Statuses.ResolutionStatus),
            [nameof(FolderStatuses.SystemResolution)] = Word(current.Result.Statuses.SystemResolution),
            [nameof(FolderStatuses.WorstResolution)] = Word(current.Result.Statuses.WorstResolution),
            [nameof(FolderChange.Cause)] = cause.ToString(),
            [nameof(FolderChange.At)] = at,
            [Notifications] = string.Join(',', write.Owed.Types),
            [nameof(FolderWrite.Refresh)] = (int)write.Refresh,
            [OperationId] = operationId,
        };

        if (write.Owed.Data is { } data)
        {
            WriteData(entity, data);
        }

        return entity;
    }

    /// <summary>The row of what an endpoint's own notifications say.</summary>
    /// <param name="folder"><c>endpoint|{name}</c>.</param>
    /// <param name="version">The version.</param>
    /// <param name="data">What they say.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Change(string folder, long version, NotificationData data)
    {
        var entity = new TableEntity(folder, FolderKeys.Change(version)) { [nameof(FolderChange.At)] = data.At };
        WriteData(entity, data);
        return entity;
    }

    /// <summary>Reads back what the notifications of a version say.</summary>
    /// <param name="entity">The row of the change.</param>
    /// <returns>The data, or null when it owed none.</returns>
    public static NotificationData? ToData(TableEntity entity) =>
        entity.ContainsKey($"{Data}0") ? new NotificationData(entity.GetDateTimeOffset(nameof(FolderChange.At))!.Value, ChunkedBytes.Read(entity, Data)) : null;

    /// <summary>Reads the row of a change back.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>The change.</returns>
    public static ChangeRecord ToChange(TableEntity entity) => new(
        entity.GetInt32(nameof(ChangeRecord.Version))!.Value,
        entity.ContainsKey(PreviousResolutionStatus) ? Statuses(entity, PreviousResolutionStatus, PreviousSystemResolution, PreviousWorstResolution) : null,
        Statuses(entity, nameof(FolderStatuses.ResolutionStatus), nameof(FolderStatuses.SystemResolution), nameof(FolderStatuses.WorstResolution)),
        Enum.Parse<ChangeCause>(entity.GetString(nameof(ChangeRecord.Cause))),
        entity.GetDateTimeOffset(nameof(ChangeRecord.At))!.Value,
        entity.GetString(Notifications) is { Length: > 0 } types ? types.Split(',') : [],
        (RefreshReasons)entity.GetInt32(nameof(ChangeRecord.Refresh))!.Value);

    private static void Write(TableEntity entity, string name, FolderDue? due)
    {
        entity[name + DueKind] = due?.Kind.ToString();
        entity[name + DueAt] = due?.At;
    }

    private static FolderDue? ReadDue(TableEntity entity, string name) =>
        entity.GetString(name + DueKind) is { } kind ? new FolderDue(Enum.Parse<CheckKind>(kind), entity.GetDateTimeOffset(name + DueAt)!.Value) : null;

    private static void WriteData(TableEntity entity, NotificationData data) => ChunkedBytes.Write(entity, Data, data.Json.Span);

    private static string Word(Status status) => StatusWord.Of(status).Text;

    private static FolderStatuses Statuses(TableEntity entity, string resolution, string system, string worst) => new(Status(entity, resolution), Status(entity, system), Status(entity, worst));

    private static Status Status(TableEntity entity, string column) => StatusWord.Parse(entity.GetString(column)).Known!.Value;
}
