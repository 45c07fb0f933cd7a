using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>A topic of Event Grid, with a certificate of its own.</summary>
/// <param name="behavior">How it responds to notifications.</param>
internal sealed class EventGridEndpoint(EndpointBehavior behavior) : HttpEndpoint("event-grid", behavior)
{
    private readonly CertificateAuthority _root = CertificateAuthority.Root("root");
    private readonly TemporaryDirectory _directory = new();

    /// <inheritdoc/>
    public override string Host => base.Host is var host && host.EndsWith(".test", StringComparison.Ordinal) ? host : "localhost";

    /// <inheritdoc/>
    protected override Action<ListenOptions> Listener => listen => listen.UseHttps(_root.Issue(Host));

    /// <inheritdoc/>
    public override void Write(Dictionary<string, string> settings)
    {
        File.WriteAllText(_directory.File("trusted.pem"), _root.Certificate.ExportCertificatePem());
        settings["SSL_CERT_FILE"] = _directory.File("trusted.pem");
        settings.WithEndpoint(Name, [("Kind", "EventGrid"), ("TopicEndpoint", $"https://{Host}:{Port}/api/events"), ("AccessKey", "chaos-topic-key-0001"), ("Timeout", $"{Timeout:c}")], Events);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _root.Dispose();
        _directory.Dispose();
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<LoadSink.Arrival>> AcceptAsync(HttpContext context, Received received, long at)
    {
        using var batch = JsonDocument.Parse(received.Body);
        return Task.FromResult<IReadOnlyList<LoadSink.Arrival>>([.. batch.RootElement.EnumerateArray().Select(one => LoadSink.Arrival.Of($"{one.GetProperty("id")}", one, at))]);
    }
}
