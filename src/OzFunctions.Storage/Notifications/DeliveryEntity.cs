using Azure.Data.Tables;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Notifications;

/// <summary>The row of a delivery, in its folder's partition.</summary>
internal static class DeliveryEntity
{
    // The end of the key range of deliveries: DeliveryKey.Prefix with its separator replaced by the next character.
    private const string AfterPrefix = "delivery}";

    private const string Folder = nameof(Folder);
    private const string Key = "Delivery";
    private const string Status = "LastStatus";
    private const string Error = "LastError";
    private const string Body = "LastAnswer";
    private const string TimedOut = nameof(TimedOut);

    /// <summary>Reads the row.</summary>
    public static Delivery Read(TableEntity entity) => new()
    {
        Folder = entity.GetString(Folder),
        Key = DeliveryKey.TryParse(entity.GetString(Key))!,
        FolderFirstSeenAt = entity.GetDateTimeOffset(nameof(Delivery.FolderFirstSeenAt)),
        At = entity.GetDateTimeOffset(nameof(Delivery.At))!.Value,
        State = Enum.Parse<DeliveryState>(entity.GetString(nameof(Delivery.State))),
        Attempt = entity.GetInt32(nameof(Delivery.Attempt))!.Value,
        FirstAttempt = entity.GetInt32(nameof(Delivery.FirstAttempt))!.Value,
        NextAttemptAt = entity.GetDateTimeOffset(nameof(Delivery.NextAttemptAt)),
        ClaimedUntil = entity.GetDateTimeOffset(nameof(Delivery.ClaimedUntil)),
        DeliveredAt = entity.GetDateTimeOffset(nameof(Delivery.DeliveredAt)),
        LastAttemptAt = entity.GetDateTimeOffset(nameof(Delivery.LastAttemptAt)),
        ParkedAt = entity.GetDateTimeOffset(nameof(Delivery.ParkedAt)),
        LastAnswer = entity.GetInt32(Status) is not null || entity.GetString(Error) is not null
            ? new AttemptResult(entity.GetInt32(Status), entity.GetString(Error), entity.GetString(Body), TimedOut: entity.GetBoolean(TimedOut) is true)
            : null,
        Replays = entity.GetInt32(nameof(Delivery.Replays))!.Value,
        ReplayedBy = entity.GetString(nameof(Delivery.ReplayedBy)),
    };

    /// <summary>The columns from which <see cref="ParkedEntriesOf"/> reads where deliveries are listed.</summary>
    public static readonly string[] Listed = [nameof(Delivery.State), nameof(Delivery.At), nameof(Delivery.ParkedAt)];

    /// <summary><see cref="Listed"/>, and the keys.</summary>
    public static readonly string[] ListedWithKeys = [.. LazyTable.KeysOnly, .. Listed];

    /// <summary>The filter that selects the rows of deliveries among a folder's rows.</summary>
    public static readonly string Query = TableClient.CreateQueryFilter($"RowKey ge {DeliveryKey.Prefix} and RowKey lt {AfterPrefix}");

    /// <summary>Reads where the deliveries among some rows are listed. Rows that are not listed are skipped.</summary>
    /// <param name="rows">Rows of folders' partitions, with the columns <see cref="Listed"/>.</param>
    /// <returns>The entries.</returns>
    public static IEnumerable<ParkedEntry> ParkedEntriesOf(IEnumerable<TableEntity> rows) =>
        rows.Where(static row => row.GetDateTimeOffset(nameof(Delivery.ParkedAt)) is not null).Select(ReadParkedEntry);

    /// <summary>Creates the row.</summary>
    public static TableEntity Of(Delivery delivery) => new(delivery.Folder, delivery.Key.ToString())
    {
        [Folder] = delivery.Folder,
        [Key] = delivery.Key.ToString(),
        [nameof(DeliveryKey.Type)] = delivery.Key.Type,
        [nameof(DeliveryKey.Endpoint)] = delivery.Key.Endpoint,
        [nameof(Delivery.WebhookId)] = delivery.WebhookId,
        [nameof(Delivery.FolderFirstSeenAt)] = delivery.FolderFirstSeenAt,
        [nameof(Delivery.At)] = delivery.At,
        [nameof(Delivery.State)] = delivery.State.ToString(),
        [nameof(Delivery.Attempt)] = delivery.Attempt,
        [nameof(Delivery.FirstAttempt)] = delivery.FirstAttempt,
        [nameof(Delivery.NextAttemptAt)] = delivery.NextAttemptAt,
        [nameof(Delivery.ClaimedUntil)] = delivery.ClaimedUntil,
        [nameof(Delivery.DeliveredAt)] = delivery.DeliveredAt,
        [nameof(Delivery.LastAttemptAt)] = delivery.LastAttemptAt,
        [nameof(Delivery.ParkedAt)] = delivery.ParkedAt,
        [Status] = delivery.LastAnswer?.Status,
        [Error] = delivery.LastAnswer?.Error,
        [Body] = delivery.LastAnswer?.Body,
        [TimedOut] = delivery.LastAnswer?.TimedOut,
        [nameof(Delivery.Replays)] = delivery.Replays,
        [nameof(Delivery.ReplayedBy)] = delivery.ReplayedBy,
    };

    private static ParkedEntry ReadParkedEntry(TableEntity row) => new(
        Enum.Parse<DeliveryState>(row.GetString(nameof(Delivery.State))),
        row.GetDateTimeOffset(nameof(Delivery.At))!.Value,
        row.GetDateTimeOffset(nameof(Delivery.ParkedAt))!.Value,
        row.PartitionKey,
        DeliveryKey.TryParse(row.RowKey)!);
}
