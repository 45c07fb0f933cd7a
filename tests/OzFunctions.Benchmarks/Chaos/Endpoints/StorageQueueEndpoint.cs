using System.Xml.Linq;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>A queue of a storage account. It is Azurite's, behind a proxy that can fail apart from it.</summary>
/// <param name="behavior">How it responds to notifications.</param>
/// <param name="ports">The ports of Azurite.</param>
internal sealed class StorageQueueEndpoint(EndpointBehavior behavior, AzuritePorts ports) : HttpEndpoint("storage-queue", behavior)
{
    private const string Queue = "chaos-notifications";

    private readonly HttpClient _client = new() { BaseAddress = new Uri($"http://127.0.0.1:{ports.Queue}") };

    /// <inheritdoc/>
    public override void Write(Dictionary<string, string> settings)
    {
        var connection = (ports with { Queue = Port }).ConnectionString.Replace($"127.0.0.1:{Port}", $"{Host}:{Port}", StringComparison.Ordinal);
        settings.WithEndpoint(Name, [("Kind", "StorageQueue"), ("ConnectionString", connection), ("EntityName", Queue), ("Timeout", $"{Timeout:c}")], Events);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _client.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ListenAsync()
    {
        await new QueueClient(ports.ConnectionString, Queue).CreateIfNotExistsAsync();
        await base.ListenAsync();
    }

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<LoadSink.Arrival>> AcceptAsync(HttpContext context, Received received, long at)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(context.Request.Method), $"{context.Request.Path}{context.Request.QueryString}") { Content = new ByteArrayContent(received.Body) };
        foreach (var (name, value) in received.Headers.Where(static header => header.Key is not ("host" or "content-length")))
        {
            _ = request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var answer = await _client.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = $"{answer.Content.Headers.ContentType}";
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
            return answer.IsSuccessStatusCode ? [Read(received, at)] : [];
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // Azurite is away or stands still. Whether it has the message is unknown.
            context.Abort();
            return [];
        }
    }

    private static LoadSink.Arrival Read(Received received, long at)
    {
        using var message = new MemoryStream(received.Body);
        var body = Convert.FromBase64String(XDocument.Load(message).Root!.Element("MessageText")!.Value);
        return LoadSink.Arrival.Of(null, body, at);
    }
}
