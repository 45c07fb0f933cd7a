using Azure;
using Azure.Core.Pipeline;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Publishes notifications to custom topics of Event Grid.</summary>
/// <param name="options">The endpoints.</param>
/// <param name="handlers">Creates the HTTP handlers.</param>
/// <param name="time">The clock.</param>
internal sealed class EventGridNotifications(IOptions<NotificationOptions> options, EndpointHandlers handlers, TimeProvider time)
    : INotificationSender, IAsyncDisposable
{
    // The service accepts 1 MiB, including the brackets of the array in which the event is sent.
    private const int MaxBytes = (1024 * 1024) - 2;

    private readonly HttpServiceErrors _errors = new(time);
    private readonly EndpointClients<HttpServiceClient<EventGridPublisherClient>> _topics = new(
        options,
        EndpointKind.EventGrid,
        endpoint => new HttpServiceClient<EventGridPublisherClient>(handlers, endpoint, transport => New(endpoint, transport)));

    /// <inheritdoc/>
    public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken) => DestinationAttempt.RunAsync(
        notification,
        MaxBytes,
        (body, token) => _topics.Of(notification).Client.SendEncodedCloudEventsAsync(new ReadOnlyMemory<byte>([(byte)'[', .. body, (byte)']']), token),
        _errors.AnswerTo,
        time,
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _topics.DisposeAsync();

    private static EventGridPublisherClient New(EndpointOptions endpoint, HttpPipelineTransport transport)
    {
        var publisher = new EventGridPublisherClientOptions { Transport = transport };
        publisher.WithoutRetries(endpoint);
        var topic = DestinationAddress.Of(endpoint);
        return endpoint.AccessKey is { Length: > 0 } key
            ? new EventGridPublisherClient(topic, new AzureKeyCredential(key), publisher)
            : new EventGridPublisherClient(topic, EndpointCredentials.Of(endpoint), publisher);
    }
}
