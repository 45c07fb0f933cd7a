using Azure.Data.Tables;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Storage.Notifications;

/// <summary>The row of a delivery: once in its folder's partition and, while it is held or dead, once more in its endpoint's.</summary>
internal static class DeliveryEntity
{
    private const string Folder = nameof(Folder);
    private const string Key = "Delivery";
    private const string Status = "LastStatus";
    private const string Error = "LastError";
    private const string Body = "LastAnswer";
    private const string TimedOut = nameof(TimedOut);

    /// <summary>The row in the folder's partition.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Of(Delivery delivery) => Of(delivery, delivery.Folder, delivery.Key.ToString());

    /// <summary>The row in the endpoint's partition.</summary>
    /// <param name="delivery">The delivery, held or dead.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Parked(Delivery delivery) => Of(delivery, delivery.Key.Endpoint, ParkedRow(delivery));

    /// <summary>The key of the row in the endpoint's partition.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <returns>The row key.</returns>
    public static string ParkedRow(Delivery delivery) => ParkedRow(delivery.Folder, delivery.Key);

    /// <summary>The key of the row in the endpoint's partition.</summary>
    /// <param name="folder">Whose it is.</param>
    /// <param name="key">Which of its folder.</param>
    /// <returns>The row key.</returns>
    public static string ParkedRow(string folder, DeliveryKey key) => $"{folder}|{key}";

    /// <summary>Reads either row back.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>The delivery.</returns>
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
            ? new DeliveryAnswer(entity.GetInt32(Status), entity.GetString(Error), entity.GetString(Body), TimedOut: entity.GetBoolean(TimedOut) is true)
            : null,
        Replays = entity.GetInt32(nameof(Delivery.Replays))!.Value,
        ReplayedBy = entity.GetString(nameof(Delivery.ReplayedBy)),
    };

    private static TableEntity Of(Delivery delivery, string partitionKey, string rowKey) => new(partitionKey, rowKey)
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
}
