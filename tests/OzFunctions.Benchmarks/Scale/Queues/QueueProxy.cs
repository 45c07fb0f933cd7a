using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace OzFunctions.Benchmarks.Scale.Queues;

/// <summary>A reverse proxy for Azurite's queues that counts the requests to each queue.</summary>
internal sealed class QueueProxy : IAsyncDisposable
{
    // The connection headers, which each HTTP client and server sets itself.
    private static readonly string[] OfTheConnection = ["Host", "Connection", "Transfer-Encoding", "Keep-Alive", "Content-Length"];

    private readonly WebApplication _app;
    private readonly HttpClient _azurite;
    private readonly ConcurrentDictionary<string, QueueFigures> _counts = new();

    private QueueProxy(WebApplication app, HttpClient azurite) => (_app, _azurite) = (app, azurite);

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>The operations so far, by queue.</summary>
    public IReadOnlyDictionary<string, QueueFigures> Counts => new Dictionary<string, QueueFigures>(_counts);

    /// <summary>Starts the proxy.</summary>
    /// <param name="port">The port of Azurite's queue service on 127.0.0.1.</param>
    /// <returns>The running proxy.</returns>
    public static async Task<QueueProxy> StartAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var proxy = new QueueProxy(builder.Build(), new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") });
        proxy._app.Run(proxy.PassOnAsync);
        await proxy._app.StartAsync();
        proxy.Port = new Uri(proxy._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return proxy;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _azurite.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        // The target is forwarded unchanged, because it is signed.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target) { Content = new StreamContent(context.Request.Body) };
        request.Content.Headers.ContentLength = context.Request.ContentLength ?? 0;
        foreach (var (name, values) in context.Request.Headers.Where(static header => !OfTheConnection.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, [.. values]))
            {
                request.Content.Headers.TryAddWithoutValidation(name, [.. values]);
            }
        }

        using var response = await _azurite.SendAsync(request, context.RequestAborted);
        var body = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        Count(context.Request, body);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(static header => !OfTheConnection.Contains(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    // The path is /account/queue, /account/queue/messages or /account/queue/messages/id.
    private void Count(HttpRequest request, ReadOnlySpan<byte> answer)
    {
        var parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var figures = (request.Method, parts.Length) switch
        {
            ("GET", 3) when request.Query.ContainsKey("peekonly") => new QueueFigures(1, 0, 0),
            ("GET", 3) when answer.Count("<QueueMessage>"u8) is var received => new QueueFigures(received > 0 ? 1 : 0, 0, received),
            ("POST", 3) => new QueueFigures(1, 1, 0),
            _ => new QueueFigures(1, 0, 0),
        };
        _counts.AddOrUpdate(parts.ElementAtOrDefault(1) ?? "", figures, (_, before) => before + figures);
    }
}
