using System.Diagnostics.CodeAnalysis;
using OzFunctions.Core;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Folders;

/// <summary>A delivery as the history of its folder shows it, to readers.</summary>
internal record FolderDeliveryDocument
{
    /// <summary>Takes what readers may see of a delivery.</summary>
    [SetsRequiredMembers]
    protected FolderDeliveryDocument(Delivery delivery)
    {
        Folder = delivery.Folder;
        Version = delivery.Key.Version;
        Type = delivery.Key.Type;
        Endpoint = delivery.Key.Endpoint;
        State = CamelCase.Of(delivery.State);
        WebhookId = delivery.WebhookId;
        Attempt = delivery.Attempt;
        At = delivery.At;
        NextAttemptAt = delivery.NextAttemptAt;
        LastAttemptAt = delivery.LastAttemptAt;
        DeliveredAt = delivery.DeliveredAt;
        ParkedAt = delivery.ParkedAt;
        LastStatus = delivery.LastAnswer?.Status;
        LastError = delivery.LastAnswer?.Error;
    }

    /// <summary>Oz's id of the folder; <c>endpoint|{name}</c> for a notification about the endpoint itself.</summary>
    public required string Folder { get; init; }

    /// <summary>The version of the folder that owes the delivery.</summary>
    public required long Version { get; init; }

    /// <summary>The event type.</summary>
    public required string Type { get; init; }

    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The state.</summary>
    public required string State { get; init; }

    /// <summary>The webhook-id.</summary>
    public required string WebhookId { get; init; }

    /// <summary>The number of the attempt that is due, or of the last one.</summary>
    public required int Attempt { get; init; }

    /// <summary>When it became owed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When the last attempt was made.</summary>
    public required DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>When the endpoint accepted it.</summary>
    public required DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Since when it is pending after a failure, waiting, held or dead; null in all other cases.</summary>
    public required DateTimeOffset? ParkedAt { get; init; }

    /// <summary>The HTTP status of the last response to a webhook.</summary>
    public required int? LastStatus { get; init; }

    /// <summary>Why the last attempt failed, unless the status says so.</summary>
    public required string? LastError { get; init; }

    public static FolderDeliveryDocument Of(Delivery delivery) => new(delivery);
}
