using Azure.Data.Tables;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Storage.Webhooks;

/// <summary>The row of a refused webhook.</summary>
internal static class RejectedEntity
{
    /// <summary>Creates the row.</summary>
    /// <param name="partitionKey">The day.</param>
    /// <param name="rowKey">Time and id.</param>
    /// <param name="rejected">The refused webhook.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Of(string partitionKey, string rowKey, RejectedWebhook rejected) => new(partitionKey, rowKey)
    {
        [nameof(rejected.At)] = rejected.At,
        [nameof(rejected.Status)] = rejected.Status,
        [nameof(rejected.Reason)] = rejected.Reason,
        [nameof(rejected.Field)] = rejected.Field,
        [nameof(rejected.FieldNames)] = string.Join(',', rejected.FieldNames),
        [nameof(rejected.BodyBytes)] = rejected.BodyBytes,
    };

    /// <summary>Reads the row.</summary>
    public static RejectedWebhook Read(TableEntity entity) => new(
        entity.GetDateTimeOffset(nameof(RejectedWebhook.At))!.Value,
        entity.GetInt32(nameof(RejectedWebhook.Status))!.Value,
        entity.GetString(nameof(RejectedWebhook.Reason)),
        entity.GetString(nameof(RejectedWebhook.Field)),
        entity.GetString(nameof(RejectedWebhook.FieldNames)) is { Length: > 0 } names ? names.Split(',') : [],
        entity.GetInt64(nameof(RejectedWebhook.BodyBytes))!.Value);
}
