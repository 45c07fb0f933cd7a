using Microsoft.AspNetCore.Http;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>A webhook.</summary>
/// <param name="name">Its name in the settings.</param>
/// <param name="behavior">How it responds to notifications.</param>
/// <param name="format">The format of the bodies that it is sent.</param>
internal sealed class WebhookEndpoint(string name, EndpointBehavior behavior, NotificationFormat format) : HttpEndpoint(name, behavior)
{
    /// <inheritdoc/>
    public override void Write(Dictionary<string, string> settings) =>
        settings.WithEndpoint(Name, [.. EndpointSettings.Webhook($"http://{Host}:{Port}/hooks", Timeout), ("Format", $"{format}")], Events);

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<LoadSink.Arrival>> AcceptAsync(HttpContext context, Received received, long at)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.FromResult<IReadOnlyList<LoadSink.Arrival>>([LoadSink.Arrival.Of(received.Id, received.Body, at)]);
    }
}
