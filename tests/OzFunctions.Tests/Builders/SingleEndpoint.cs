using System.Net;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Connections;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Tests.Builders;

/// <summary>The webhook sender with one endpoint on loopback, created as from settings.</summary>
internal sealed class SingleEndpoint : IDisposable
{
    public static readonly byte[] Body = """{"type":"endpoint.test","timestamp":"2026-11-01T12:00:00Z","data":{}}"""u8.ToArray();

    private readonly EndpointClients _clients;
    private readonly NotificationEndpoint _endpoint;

    public SingleEndpoint(Uri url, string[]? networks = null, Uri? proxy = null, TimeSpan? timeout = null, Func<string, IPAddress[]>? lookUp = null)
    {
        _endpoint = Endpoints.Named("bank") with { Url = url, Timeout = timeout ?? TimeSpan.FromSeconds(15) };
        var options = new NotificationOptions
        {
            AllowedNetworks = networks ?? ["127.0.0.0/8", "::1/128"],
            Proxy = proxy,
            Endpoints = [new EndpointOptions { Name = _endpoint.Name, Url = $"{url}", Timeout = _endpoint.Timeout }],
        };

        var names = new NameResolver(lookUp ?? Dns.GetHostAddresses, TimeProvider.System);
        _clients = new EndpointClients(Options.Create(options), new EndpointHandlers(Options.Create(options), new ProductionEnvironment(), new OutboundConnections(names, TimeProvider.System)));
    }

    public Task<AttemptResult> SendAsync() => new WebhookSender(_clients, TimeProvider.System)
        .PostAsync(new SignedNotification(_endpoint, "msg_1", 1793534400, "v1,x", Body), TestContext.Current.CancellationToken);

    public Task<AttemptResult> SendAsync(NotificationFormat format) => new WebhookSender(_clients, TimeProvider.System)
        .SendAsync(
            new Notification(_endpoint with { Format = format }, Deliveries.Of("f1"), Deliveries.Data("f1"), Payloads.Now),
            TestContext.Current.CancellationToken);

    public void Dispose() => _clients.Dispose();
}
