using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Serves <see cref="TableService"/> on loopback. Keys and signatures are not checked.</summary>
internal sealed class TableServer : IAsyncDisposable
{
    /// <summary>The path from which another process reads the counts as JSON.</summary>
    public const string CountsPath = "/counts";

    private readonly WebApplication _app;

    private TableServer(WebApplication app) => _app = app;

    /// <summary>The tables.</summary>
    public TableService Service { get; } = new();

    /// <summary>The address of the server, without an account.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Starts the server.</summary>
    /// <param name="port">The loopback port; 0 for any free port.</param>
    /// <returns>The running server, without tables.</returns>
    public static async Task<TableServer> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var server = new TableServer(builder.Build());
        server._app.Run(server.HandleAsync);
        await server._app.StartAsync();
        server.Url = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    /// <summary>Waits until the process is stopping.</summary>
    /// <returns>A task that completes at that time.</returns>
    public Task WaitAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        // The raw target is used, because an encoded slash in a key must not be decoded.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target == CountsPath)
        {
            await context.Response.WriteAsJsonAsync(Service.Counts.Read());
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var answer = await AnswerAsync(context.Request, target, body.ToArray());
        context.Response.StatusCode = answer.Status;
        context.Response.Headers.ETag = answer.ETag;
        if (answer.Next is { } next)
        {
            context.Response.Headers["x-ms-continuation-NextPartitionKey"] = Continuation.Write(next.PartitionKey);
            context.Response.Headers["x-ms-continuation-NextRowKey"] = Continuation.Write(next.RowKey);
        }

        if (!answer.Body.IsEmpty)
        {
            context.Response.ContentType = answer.ContentType;
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body);
        }
    }

    private async Task<TableResponse> AnswerAsync(HttpRequest request, string target, byte[] body)
    {
        try
        {
            return await Service.AnswerAsync(new TableCall(request.Method, TableTarget.Read(target), request.Headers.IfMatch.FirstOrDefault(), request.ContentType, body));
        }
        catch (TableException e)
        {
            Service.Unknown.Enqueue(e.Message);
            return TableResponse.Of(e, isTransaction: false);
        }
    }
}
