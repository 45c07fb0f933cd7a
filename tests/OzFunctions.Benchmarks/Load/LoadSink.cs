using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OzFunctions.Benchmarks.Load;

/// <summary>A bank's system that accepts every notification, unless configured otherwise, and records when each arrived.</summary>
internal sealed class LoadSink : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoadSink(WebApplication app) => _app = app;

    /// <summary>The URL that receives notifications.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Handles a request: returns true to accept it with 200, or false if it has written another response.</summary>
    public Func<HttpContext, Task<bool>> TakesAsync { get; set; } = static _ => Task.FromResult(true);

    /// <summary>The accepted notifications.</summary>
    public ConcurrentQueue<Arrival> Arrivals { get; } = new();

    /// <summary>Starts the sink.</summary>
    /// <returns>The running sink.</returns>
    public static async Task<LoadSink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var sink = new LoadSink(builder.Build());
        sink._app.Run(sink.TakeAsync);
        await sink._app.StartAsync();
        sink.Url = sink._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/hooks";
        return sink;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var at = Stopwatch.GetTimestamp();
        if (!await TakesAsync(context))
        {
            return;
        }

        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        Arrivals.Enqueue(Arrival.Of($"{context.Request.Headers["webhook-id"]}", json.RootElement, at));
    }

    /// <summary>A received notification.</summary>
    /// <param name="Id">Its <c>webhook-id</c>.</param>
    /// <param name="FolderId">The folder's id.</param>
    /// <param name="Version">The folder's version.</param>
    /// <param name="Statuses">The <c>resolutionStatus</c> and <c>systemResolution</c> in the notification, separated by a slash.</param>
    /// <param name="At">The timestamp at which it arrived.</param>
    internal sealed record Arrival(string Id, string FolderId, int Version, string Statuses, long At)
    {
        /// <summary>Parses a notification.</summary>
        /// <param name="id">Its <c>webhook-id</c>; null if the body contains it, as a CloudEvent does.</param>
        /// <param name="body">Its body; all formats have the same <c>data</c>.</param>
        /// <param name="at">The timestamp at which it arrived.</param>
        /// <returns>The notification.</returns>
        public static Arrival Of(string? id, ReadOnlyMemory<byte> body, long at)
        {
            using var json = JsonDocument.Parse(body);
            return Of(id ?? json.RootElement.GetProperty("id").GetString()!, json.RootElement, at);
        }

        /// <inheritdoc cref="Of(string?, ReadOnlyMemory{byte}, long)"/>
        /// <param name="id">Its <c>webhook-id</c>.</param>
        /// <param name="body">Its body; all formats have the same <c>data</c>.</param>
        /// <param name="at">The timestamp at which it arrived.</param>
        /// <returns>The notification.</returns>
        public static Arrival Of(string id, JsonElement body, long at)
        {
            var data = body.GetProperty("data");
            var current = data.GetProperty("current");
            return new Arrival(
                id,
                data.GetProperty("folderId").GetString()!,
                data.GetProperty("version").GetInt32(),
                $"{current.GetProperty("resolutionStatus")}/{current.GetProperty("systemResolution")}",
                at);
        }
    }
}
