using System.Text.Json;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Notifications;

/// <summary>A delivery as it is shown.</summary>
internal sealed record DeliveryDocument
{
    public required string Folder { get; init; }

    public required long Version { get; init; }

    public required string Type { get; init; }

    public required string Endpoint { get; init; }

    public required string State { get; init; }

    public required string WebhookId { get; init; }

    public required int Attempt { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset? NextAttemptAt { get; init; }

    public required DateTimeOffset? LastAttemptAt { get; init; }

    public required DateTimeOffset? DeliveredAt { get; init; }

    public required DateTimeOffset? ParkedAt { get; init; }

    public required int? LastStatus { get; init; }

    public required string? LastError { get; init; }

    public required string? LastAnswer { get; init; }

    public static DeliveryDocument Of(Delivery delivery) => new()
    {
        Folder = delivery.Folder,
        Version = delivery.Key.Version,
        Type = delivery.Key.Type,
        Endpoint = delivery.Key.Endpoint,
        State = JsonNamingPolicy.CamelCase.ConvertName(delivery.State.ToString()),
        WebhookId = delivery.WebhookId,
        Attempt = delivery.Attempt,
        At = delivery.At,
        NextAttemptAt = delivery.NextAttemptAt,
        LastAttemptAt = delivery.LastAttemptAt,
        DeliveredAt = delivery.DeliveredAt,
        ParkedAt = delivery.State is DeliveryState.Held or DeliveryState.Dead ? delivery.ParkedAt : null,
        LastStatus = delivery.LastAnswer?.Status,
        LastError = delivery.LastAnswer?.Error,
        LastAnswer = delivery.LastAnswer?.Body,
    };
}
