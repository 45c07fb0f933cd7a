using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Sends notifications to queues of storage accounts, in Base64 as the queue trigger of Azure Functions expects. The messages never expire.</summary>
internal sealed class StorageQueueNotifications : INotificationSender, IDisposable
{
    // A message may have 64 KiB in Base64.
    private const int MaxBytes = 64 * 1024 / 4 * 3;
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    private readonly Dictionary<string, QueueClient> _queues = new(StringComparer.Ordinal);
    private readonly List<HttpClientTransport> _transports = [];
    private readonly HttpServiceErrors _errors;
    private readonly TimeProvider _time;

    /// <summary>Creates the clients, without connecting.</summary>
    /// <param name="options">The endpoints.</param>
    /// <param name="handlers">Creates the HTTP handlers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="credentialOf">Creates credentials; null for those of the environment.</param>
    public StorageQueueNotifications(IOptions<NotificationOptions> options, EndpointHandlers handlers, TimeProvider time, Func<EndpointOptions, TokenCredential>? credentialOf = null)
    {
        (_time, _errors) = (time, new HttpServiceErrors(time));
        foreach (var endpoint in options.Value.Endpoints.Where(static endpoint => endpoint.Kind is EndpointKind.StorageQueue))
        {
            var transport = new HttpClientTransport(handlers.New(endpoint.Timeout));
            _transports.Add(transport);
            var queue = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64, Transport = transport };
            queue.WithoutRetries(endpoint);
            _queues.Add(endpoint.Name, endpoint.ConnectionString is { Length: > 0 } connection
                ? new QueueClient(connection, endpoint.EntityName, queue)
                : new QueueClient(DestinationAddress.Of(endpoint), (credentialOf ?? EndpointCredentials.Of)(endpoint), queue));
        }
    }

    /// <inheritdoc/>
    public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken) => DestinationAttempt.RunAsync(
        notification,
        MaxBytes,
        (body, token) => _queues[notification.Endpoint.Name].SendMessageAsync(new BinaryData(body), timeToLive: Never, cancellationToken: token),
        _errors.AnswerTo,
        _time,
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _transports.ForEach(static transport => transport.Dispose());
}
