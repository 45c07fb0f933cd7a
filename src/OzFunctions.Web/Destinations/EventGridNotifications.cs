using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Publishes notifications to custom topics of Event Grid.</summary>
internal sealed class EventGridNotifications : INotificationSender, IDisposable
{
    // The service accepts 1 MiB, including the brackets of the array in which the event is sent.
    private const int MaxBytes = (1024 * 1024) - 2;

    private readonly Dictionary<string, EventGridPublisherClient> _topics = new(StringComparer.Ordinal);
    private readonly List<HttpClientTransport> _transports = [];
    private readonly HttpServiceErrors _errors;
    private readonly TimeProvider _time;

    /// <summary>Creates the clients, without connecting.</summary>
    /// <param name="options">The endpoints.</param>
    /// <param name="handlers">Creates the HTTP handlers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="credentialOf">Creates credentials; null for those of the environment.</param>
    public EventGridNotifications(IOptions<NotificationOptions> options, EndpointHandlers handlers, TimeProvider time, Func<EndpointOptions, TokenCredential>? credentialOf = null)
    {
        (_time, _errors) = (time, new HttpServiceErrors(time));
        foreach (var endpoint in options.Value.Endpoints.Where(static endpoint => endpoint.Kind is EndpointKind.EventGrid))
        {
            var transport = new HttpClientTransport(handlers.New(endpoint.Timeout));
            _transports.Add(transport);
            var publisher = new EventGridPublisherClientOptions { Transport = transport };
            publisher.WithoutRetries(endpoint);
            var topic = DestinationAddress.Of(endpoint);
            _topics.Add(endpoint.Name, endpoint.AccessKey is { Length: > 0 } key
                ? new EventGridPublisherClient(topic, new AzureKeyCredential(key), publisher)
                : new EventGridPublisherClient(topic, (credentialOf ?? EndpointCredentials.Of)(endpoint), publisher));
        }
    }

    /// <inheritdoc/>
    public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken) => DestinationAttempt.RunAsync(
        notification,
        MaxBytes,
        (body, token) => _topics[notification.Endpoint.Name].SendEncodedCloudEventsAsync(new ReadOnlyMemory<byte>([(byte)'[', .. body, (byte)']']), token),
        _errors.AnswerTo,
        _time,
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _transports.ForEach(static transport => transport.Dispose());
}
