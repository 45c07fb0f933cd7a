using System.Text.Json;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Notifications;

/// <summary>A delivery as it is shown.</summary>
internal sealed record DeliveryDocument
{
    /// <summary>Oz's id of the folder; endpoint|{name} for what an endpoint is told of itself.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder's version that owes it.</summary>
    public required long Version { get; init; }

    /// <summary>The event type.</summary>
    public required string Type { get; init; }

    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>How it stands.</summary>
    public required string State { get; init; }

    /// <summary>Its webhook-id.</summary>
    public required string WebhookId { get; init; }

    /// <summary>The number of the attempt that is due, or was the last.</summary>
    public required int Attempt { get; init; }

    /// <summary>When it became owed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was last tried.</summary>
    public required DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>When the endpoint took it.</summary>
    public required DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Since when it is pending after a failure, waiting, held or dead; null unless it is.</summary>
    public required DateTimeOffset? ParkedAt { get; init; }

    /// <summary>The HTTP status of a webhook's last answer.</summary>
    public required int? LastStatus { get; init; }

    /// <summary>Why it was not taken, where no status says it.</summary>
    public required string? LastError { get; init; }

    /// <summary>The beginning of the last answer's body.</summary>
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
        ParkedAt = delivery.ParkedAt,
        LastStatus = delivery.LastAnswer?.Status,
        LastError = delivery.LastAnswer?.Error,
        LastAnswer = delivery.LastAnswer?.Body,
    };
}
