using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Storage.Folders;

/// <summary>The row of a change, in its folder's partition.</summary>
internal static class ChangeEntity
{
    /// <summary>The id of the attempt that wrote a change. A process recognises its own change by it.</summary>
    public const string OperationId = nameof(OperationId);

    private const string Data = nameof(Data);
    private const string Previous = nameof(Previous);
    private const string Notifications = nameof(Notifications);

    /// <summary>The columns that <see cref="Read"/> needs. The content of notifications, which is most of a row's bytes, is in others.</summary>
    public static readonly string[] Columns =
    [
        nameof(ChangeRecord.Version), nameof(ChangeRecord.Cause), nameof(ChangeRecord.At), Notifications, nameof(ChangeRecord.Refresh),
        .. StatusColumns.Names, .. StatusColumns.Names.Select(static name => Previous + name),
    ];

    /// <summary>Creates the row of a folder's change.</summary>
    /// <param name="write">The change and what it owes.</param>
    /// <param name="operationId">The id of this write attempt.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Of(FolderWrite write, Guid operationId)
    {
        var (previous, current, cause, at) = write.Change;
        var entity = new TableEntity(current.FolderId, FolderKeys.Change(current.Version))
        {
            [nameof(current.Version)] = current.Version,
            [nameof(FolderChange.Cause)] = cause.ToString(),
            [nameof(FolderChange.At)] = at,
            [Notifications] = string.Join(',', write.Owed.Types),
            [nameof(FolderWrite.Refresh)] = (int)write.Refresh,
            [OperationId] = operationId,
        };

        StatusColumns.Write(entity, current.Result.Statuses);
        if (previous is not null)
        {
            StatusColumns.Write(entity, previous.Result.Statuses, Previous);
        }

        if (write.Owed.Data is { } data)
        {
            ChunkedBytes.Write(entity, Data, data.Json.Span);
        }

        return entity;
    }

    /// <summary>Creates the row with the content of an endpoint's own notifications.</summary>
    /// <param name="folder"><c>endpoint|{name}</c>, the partition of the endpoint's own notifications.</param>
    /// <param name="version">The version.</param>
    /// <param name="data">The content.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Of(string folder, long version, NotificationData data)
    {
        var entity = new TableEntity(folder, FolderKeys.Change(version)) { [nameof(FolderChange.At)] = data.At };
        ChunkedBytes.Write(entity, Data, data.Json.Span);
        return entity;
    }

    /// <summary>Reads the content of a change's notifications.</summary>
    /// <param name="entity">The row of the change.</param>
    /// <returns>The content; null when the change owed no notification.</returns>
    public static NotificationData? ReadData(TableEntity entity) =>
        entity.ContainsKey($"{Data}0") ? new NotificationData(entity.GetDateTimeOffset(nameof(FolderChange.At))!.Value, ChunkedBytes.Read(entity, Data)) : null;

    /// <summary>Reads the row.</summary>
    public static ChangeRecord Read(TableEntity entity) => new(
        entity.GetInt32(nameof(ChangeRecord.Version))!.Value,
        StatusColumns.Find(entity, Previous),
        StatusColumns.Find(entity)!.Value,
        Enum.Parse<ChangeCause>(entity.GetString(nameof(ChangeRecord.Cause))),
        entity.GetDateTimeOffset(nameof(ChangeRecord.At))!.Value,
        entity.GetString(Notifications) is { Length: > 0 } types ? types.Split(',') : [],
        (RefreshReasons)entity.GetInt32(nameof(ChangeRecord.Refresh))!.Value);
}
