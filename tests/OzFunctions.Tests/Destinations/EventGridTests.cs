using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Destinations;

/// <summary>Delivery attempts to Event Grid topics, through the official SDK and over TLS.</summary>
[StartsProcesses]
public sealed class EventGridTests(EventGridWorld world) : IClassFixture<EventGridWorld>
{
    [Theory]
    [InlineData("by-key", "aeg-sas-key", EventGridWorld.Key)]
    [InlineData("by-identity", "authorization", EventGridWorld.Bearer)]
    public async Task Notification_ArrivesAsABatchOfOneCloudEvent(string endpoint, string header, string value)
    {
        world.Topics.Taken.Clear();

        var delivery = await world.TestAsync(endpoint);

        Assert.Equal(("delivered", null, null), ((string?)delivery["state"], (int?)delivery["lastStatus"], (string?)delivery["lastError"]));
        var published = Assert.Single(world.Topics.Taken);
        Assert.Equal(("/200/api/events", value), (published.Path, published.Headers[header]));
        Assert.StartsWith("application/cloudevents-batch+json", published.Headers["content-type"], StringComparison.Ordinal);
        var told = Assert.Single(published.Json.AsArray())!;
        Assert.Equal(
            ("1.0", (string?)delivery["webhookId"], $"/ozfunctions/endpoints/{endpoint}", NotificationTypes.EndpointTest, endpoint),
            ((string?)told["specversion"], (string?)told["id"], (string?)told["source"], (string?)told["type"], (string?)told["data"]!["endpoint"]));
    }

    [Theory]
    [InlineData("wrong-key", "unauthorized: the key or identity may not send")]
    [InlineData("answers-404", "not found: there is no queue, topic or event hub of this name")]
    [InlineData("answers-410", "refused (HTTP 410)")]
    [InlineData("answers-413", "too large for the service, even without analyses and groups")]
    [InlineData("answers-429", "throttled: the service is busy")]
    [InlineData("answers-500", "refused (HTTP 500)")]
    [InlineData("answers-503", "throttled: the service is busy")]
    public async Task Rejection_IsShownWithItsReason_AndIsNotRetriedByTheSdk(string endpoint, string error)
    {
        world.Topics.All.Clear();

        var delivery = await world.TestAsync(endpoint);

        Assert.Equal(("dead", null, $"EventGrid: {error}"), ((string?)delivery["state"], (int?)delivery["lastStatus"], (string?)delivery["lastError"]));
        Assert.Single(world.Topics.All);
    }

    [Fact]
    public async Task Topic_WithAnUntrustedCertificate_IsNotNotified()
    {
        var delivery = await world.TestAsync("stranger");

        Assert.Equal(("dead", "EventGrid: TLS failed: the server does not send the intermediate certificate that issued its own"), ((string?)delivery["state"], (string?)delivery["lastError"]));
    }

    [Fact]
    public async Task Endpoints_AreShownWithTheirKind_AndNeitherKeyNorTokenIsShownOrLogged()
    {
        await world.TestAsync("wrong-key");
        await world.TestAsync("by-identity");

        var (_, known) = await world.Server.AdminAsync(HttpMethod.Get, "endpoints");

        var first = known["items"]![0]!;
        Assert.Equal(("EventGrid", $"https://localhost:{world.Topics.Port}", null), ((string?)first["kind"], (string?)first["host"], (string?)first["entity"]));
        Assert.DoesNotContain("4711", $"{known}{world.Server.Output}", StringComparison.Ordinal);
    }
}
