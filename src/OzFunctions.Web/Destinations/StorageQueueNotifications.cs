using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Sends notifications to queues of storage accounts, in Base64 as the queue trigger of Azure Functions expects. The messages never expire.</summary>
/// <param name="options">The endpoints.</param>
/// <param name="handlers">Creates the HTTP handlers.</param>
/// <param name="time">The clock.</param>
internal sealed class StorageQueueNotifications(IOptions<NotificationOptions> options, EndpointHandlers handlers, TimeProvider time)
    : INotificationSender, IAsyncDisposable
{
    // A message may have 64 KiB in Base64.
    private const int MaxBytes = 64 * 1024 / 4 * 3;
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    private readonly HttpServiceErrors _errors = new(time);
    private readonly EndpointClients<HttpServiceClient<QueueClient>> _queues = new(
        options,
        EndpointKind.StorageQueue,
        endpoint => new HttpServiceClient<QueueClient>(handlers, endpoint, transport => New(endpoint, transport)));

    /// <inheritdoc/>
    public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken) => DestinationAttempt.RunAsync(
        notification,
        MaxBytes,
        (body, token) => _queues.Of(notification).Client.SendMessageAsync(new BinaryData(body), timeToLive: Never, cancellationToken: token),
        _errors.AnswerTo,
        time,
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _queues.DisposeAsync();

    private static QueueClient New(EndpointOptions endpoint, HttpPipelineTransport transport)
    {
        var queue = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64, Transport = transport };
        queue.WithoutRetries(endpoint);
        return endpoint.ConnectionString is { Length: > 0 } connection
            ? new QueueClient(connection, endpoint.EntityName, queue)
            : new QueueClient(DestinationAddress.Of(endpoint), EndpointCredentials.Of(endpoint), queue);
    }
}
