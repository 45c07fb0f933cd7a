using System.ComponentModel.DataAnnotations;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Settings;

namespace OzFunctions.Web.Notifications;

/// <summary>An endpoint that is told of changes.</summary>
public sealed class EndpointOptions
{
    /// <summary>1 to 40 of <c>[a-z0-9-]</c>. Deliveries are kept under it, so a new name is a new endpoint.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is. Each kind takes settings of its own and refuses those of the others.</summary>
    /// <value><see cref="EndpointKind.Webhook"/>.</value>
    public EndpointKind Kind { get; init; }

    /// <summary>Where notifications are posted to: https, or http within <see cref="NotificationOptions.AllowedNetworks"/>.</summary>
    public string Url { get; init; } = "";

    /// <summary>
    /// One or two secrets, <c>whsec_</c> and 24 to 64 bytes in Base64. Two while one is being rotated: the old one, then the new one. The first
    /// signs first, since some receivers read only the first signature.
    /// </summary>
    [Secret]
    public IList<string> Secrets { get; init; } = [];

    /// <summary>What a webhook gets. All other kinds get CloudEvents.</summary>
    /// <value><see cref="NotificationFormat.StandardWebhooks"/>.</value>
    public NotificationFormat Format { get; init; }

    /// <summary>Event types or patterns (<c>folder.*</c>, <c>*</c>); all but <c>folder.drift_detected</c> where none is set.</summary>
    public IList<string> Events { get; init; } = [];

    /// <summary>How long an attempt may take, 1 to 30 s.</summary>
    /// <value>15 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A client certificate with its key, and its intermediate certificates: the path of a PFX or PEM file, or a PFX in Base64, as Key Vault
    /// references give it.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The password of the PFX, if it has one.</summary>
    public string? ClientCertificatePassword { get; init; }

    /// <summary>Of Service Bus, Event Hubs or a storage account, with a key that may send.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>In its place, for an identity: the namespace of Service Bus or Event Hubs, such as <c>bank.servicebus.windows.net</c>.</summary>
    public string? FullyQualifiedNamespace { get; init; }

    /// <summary>In its place, for an identity: the queues of a storage account, such as <c>https://bank.queue.core.windows.net</c>.</summary>
    public string? QueueServiceUri { get; init; }

    /// <summary>The name of the queue, topic or event hub; not needed where <see cref="ConnectionString"/> names it.</summary>
    public string? EntityName { get; init; }

    /// <summary>Of Event Grid: the endpoint of the topic, such as <c>https://bank.westeurope-1.eventgrid.azure.net/api/events</c>.</summary>
    public string? TopicEndpoint { get; init; }

    /// <summary>Of Event Grid: a key of the topic; an identity is used where none is set.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The client id of a user-assigned identity; the environment's own identity where none is set.</summary>
    public string? ClientId { get; init; }
}
