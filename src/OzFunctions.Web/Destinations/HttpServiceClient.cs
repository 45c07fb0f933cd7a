using Azure.Core.Pipeline;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>A client of an SDK over HTTP, with the connections of its endpoint.</summary>
internal sealed class HttpServiceClient<T> : IAsyncDisposable
{
    private readonly HttpClientTransport _transport;

    /// <summary>Creates the client, without connecting.</summary>
    public HttpServiceClient(EndpointHandlers handlers, EndpointOptions endpoint, Func<HttpClientTransport, T> create)
    {
        _transport = new HttpClientTransport(new BoundedAnswerHandler(handlers.New(endpoint)));
        Client = create(_transport);
    }

    /// <summary>The client.</summary>
    public T Client { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _transport.Dispose();
        return ValueTask.CompletedTask;
    }
}
