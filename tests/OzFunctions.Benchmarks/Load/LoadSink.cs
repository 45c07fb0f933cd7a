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

/// <summary>A bank's system that takes everything, unless it is told not to, and notes when it came.</summary>
internal sealed class LoadSink : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoadSink(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Answers a request: true when it is taken, which 200 then says; false when it was answered otherwise.</summary>
    public Func<HttpContext, Task<bool>> TakesAsync { get; set; } = static _ => Task.FromResult(true);

    /// <summary>What was taken.</summary>
    public ConcurrentQueue<Arrival> Arrivals { get; } = new();

    /// <summary>Starts it.</summary>
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

    /// <summary>A notification that came.</summary>
    /// <param name="Id">Its <c>webhook-id</c>.</param>
    /// <param name="FolderId">Of which folder.</param>
    /// <param name="Version">Of which version.</param>
    /// <param name="Statuses">What it says.</param>
    /// <param name="At">When it came.</param>
    internal sealed record Arrival(string Id, string FolderId, int Version, string Statuses, long At)
    {
        /// <summary>Reads one.</summary>
        /// <param name="id">Its <c>webhook-id</c>.</param>
        /// <param name="body">Its body, of whatever format: each has the same <c>data</c>.</param>
        /// <param name="at">When it came.</param>
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
