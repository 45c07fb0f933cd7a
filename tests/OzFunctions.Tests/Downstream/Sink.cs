using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OzFunctions.Tests.Downstream;

/// <summary>A bank's system: a real HTTP server on loopback that records notifications and responds as a test says.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Sink(WebApplication app) => _app = app;

    public Func<HttpContext, Received, Task> Answer { get; set; } = static (_, _) => Task.CompletedTask;

    public ConcurrentQueue<Received> All { get; } = new();

    /// <summary>The notifications that were answered with 2xx.</summary>
    public ConcurrentQueue<Received> Taken { get; } = new();

    public Uri Url { get; private set; } = null!;

    public int Port => Url.Port;

    public static async Task<Sink> StartAsync(Action<ListenOptions>? configure = null, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => configure?.Invoke(listen)));
        if (configure is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var sink = new Sink(builder.Build());
        sink._app.Run(sink.ServeAsync);
        await sink._app.StartAsync();
        sink.Url = new Uri(sink._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/hooks");
        return sink;
    }

    public void Always(int status) => Answer = (context, _) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var received = new Received(
            context.Request.Path,
            context.Request.Headers.ToDictionary(static header => header.Key.ToLowerInvariant(), static header => $"{header.Value}"),
            body.ToArray());
        All.Enqueue(received);
        await Answer(context, received);
        if (context.Response.StatusCode is >= 200 and < 300)
        {
            Taken.Enqueue(received);
        }
    }
}
