using System.ComponentModel.DataAnnotations;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Settings;

namespace OzFunctions.Web.Notifications;

/// <summary>An endpoint of notifications.</summary>
public sealed class EndpointOptions
{
    /// <summary>The name, 1 to 40 characters of <c>[a-z0-9-]</c>. Deliveries are stored under it, so renaming creates a new endpoint.</summary>
    public string Name { get; init; } = "";

    /// <summary>The kind. Each kind has its own settings, and those of other kinds are rejected.</summary>
    /// <value><see cref="EndpointKind.Webhook"/>.</value>
    public EndpointKind Kind { get; init; }

    /// <summary>The URL to which notifications are posted: https, or http within <see cref="NotificationOptions.AllowedNetworks"/>.</summary>
    public string Url { get; init; } = "";

    /// <summary>
    /// One or two secrets, each <c>whsec_</c> and 24 to 64 bytes in Base64. During a rotation there are two, the old one first. The first secret makes the
    /// first signature, because some receivers check only that one.
    /// </summary>
    [Secret]
    public IList<string> Secrets { get; init; } = [];

    /// <summary>The format of a webhook's body. All other kinds get CloudEvents.</summary>
    /// <value><see cref="NotificationFormat.StandardWebhooks"/>.</value>
    public NotificationFormat Format { get; init; }

    /// <summary>Event types or patterns (<c>folder.*</c>, <c>*</c>). If empty, all types except <c>folder.drift_detected</c>.</summary>
    public IList<string> Events { get; init; } = [];

    /// <summary>The time limit of an attempt, 1 to 30 s.</summary>
    /// <value>15 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The maximum number of concurrent attempts at new deliveries in a process, and again as many for a release, 1 to 256.</summary>
    /// <value>8.</value>
    [Range(1, 256)]
    public int MaxConcurrent { get; init; } = EndpointCapacity.Default;

    /// <summary>A client certificate with its private key and its intermediate certificates: the path of a PFX or PEM file, or a PFX in Base64, as Key Vault
    /// references return it.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The password of the PFX; null when it has none.</summary>
    public string? ClientCertificatePassword { get; init; }

    /// <summary>A connection string of Service Bus, Event Hubs or a storage account, whose key allows sending.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>To use an identity instead: the namespace of Service Bus or Event Hubs, such as <c>bank.servicebus.windows.net</c>.</summary>
    public string? FullyQualifiedNamespace { get; init; }

    /// <summary>To use an identity instead: the queue service of a storage account, such as <c>https://bank.queue.core.windows.net</c>.</summary>
    public string? QueueServiceUri { get; init; }

    /// <summary>The name of the queue, topic or event hub. Not needed when <see cref="ConnectionString"/> contains it.</summary>
    public string? EntityName { get; init; }

    /// <summary>For Event Grid: the endpoint of the topic, such as <c>https://bank.westeurope-1.eventgrid.azure.net/api/events</c>.</summary>
    public string? TopicEndpoint { get; init; }

    /// <summary>For Event Grid: a key of the topic. If null, an identity is used.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The client id of a user-assigned identity. If null, the environment's own identity is used.</summary>
    public string? ClientId { get; init; }

    /// <summary>The limits that follow from <see cref="MaxConcurrent"/>.</summary>
    internal EndpointCapacity Capacity => new(MaxConcurrent);
}
