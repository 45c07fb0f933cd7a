using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>
/// The clients of the endpoints of one kind. Each is created when its endpoint is first notified, so that an SDK that rejects the settings of
/// one endpoint does not affect the others.
/// </summary>
/// <typeparam name="T">The client. It connects on first use.</typeparam>
/// <param name="options">The endpoints.</param>
/// <param name="kind">The kind.</param>
/// <param name="create">Creates the client of an endpoint.</param>
internal sealed class EndpointClients<T>(IOptions<NotificationOptions> options, EndpointKind kind, Func<EndpointOptions, T> create) : IAsyncDisposable
    where T : IAsyncDisposable
{
    private readonly Dictionary<string, Lazy<T>> _clients = options.Value.Endpoints
        .Where(endpoint => endpoint.Kind == kind)
        .ToDictionary(static endpoint => endpoint.Name, endpoint => new Lazy<T>(() => create(endpoint)), StringComparer.Ordinal);

    /// <summary>Gets the client of a notification's endpoint.</summary>
    public T Of(Notification notification) => _clients[notification.Endpoint.Name].Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values.Where(static client => client.IsValueCreated))
        {
            await client.Value.DisposeAsync();
        }
    }
}
