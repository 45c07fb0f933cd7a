using Amqp.Framing;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Destinations;

/// <summary>Delivery attempts to an event hub, through the official SDK, with a local AMQP broker.</summary>
public sealed class EventHubsTests
{
    [Fact]
    public async Task Notification_ArrivesAsACloudEventInThePartitionOfItsFolder()
    {
        using var broker = AmqpBroker.Start();
        await using var bank = Bank(broker);
        var delivery = Deliveries.Of("f1");

        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync(delivery));

        var message = Assert.Single(broker.Taken);
        Assert.Equal(("folders", delivery.WebhookId, "f1", "application/cloudevents+json"), (message.Entity, message.Id, message.PartitionKey, message.ContentType));
        Assert.Equal(CloudEvent.Of(delivery, Deliveries.Data("f1")), message.Body);
        Assert.Equal((EndpointKind.EventHubs, $"sb://127.0.0.1:{broker.Port}/folders"), (bank.Endpoint.Kind, $"{bank.Endpoint.Url}"));
    }

    [Fact]
    public async Task Broker_ThatIsDownAtTheStart_IsReachedWhenItIsUp()
    {
        var port = FreePort.Find();
        await using var bank = new SingleDestination(
            ("Kind", "EventHubs"),
            ("ConnectionString", $"Endpoint=sb://127.0.0.1:{port};SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LTQ3MTE=;UseDevelopmentEmulator=true;EntityPath=folders"));

        Assert.Equal("EventHubs: the connection was refused", (await bank.SendAsync()).Error);

        using var broker = AmqpBroker.Start(port);
        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync());
    }

    [Fact]
    public async Task Link_BrokenDuringASend_IsAFailureAndIsReopened()
    {
        using var broker = AmqpBroker.Start();
        broker.Answer = static message =>
        {
            message.Link.Close(TimeSpan.Zero, AmqpBroker.ErrorOf("amqp:link:detach-forced", "The link was detached."));
            return null;
        };
        await using var bank = Bank(broker);

        var broken = await bank.SendAsync();
        Assert.Equal((false, false, "EventHubs: the connection was closed"), (broken.IsSuccess, broken.IsOverload, broken.Error));

        broker.Answer = static _ => new Accepted();
        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync());
        Assert.Equal(2, broker.Links.Count);
    }

    [Theory]
    [InlineData("com.microsoft:server-busy", "Please wait 4 seconds and try again.", "throttled: the service is busy", true, 4)]
    [InlineData("amqp:resource-limit-exceeded", "The quota is used up.", "full: a quota is exhausted", true, null)]
    [InlineData("com.microsoft:entity-disabled", "The messaging entity is disabled.", "not found: there is no queue, topic or event hub of this name", false, null)]
    [InlineData("amqp:unauthorized-access", "Send claim required.", "unauthorized: the key or identity may not send", false, null)]
    [InlineData("com.microsoft:argument-error", "Odd.", "refused (ArgumentException)", false, null)]
    public async Task Rejection_IsAFailureWithItsReason(string condition, string description, string error, bool isOverload, int? wait)
    {
        using var broker = AmqpBroker.Start();
        broker.Answer = _ => AmqpBroker.Rejected(condition, description);
        await using var bank = Bank(broker);

        var answer = await bank.SendAsync();

        Assert.Equal(($"EventHubs: {error}", isOverload, false, wait), (answer.Error, answer.IsOverload, answer.IsGone, (int?)answer.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task MissingHub_AcceptsMessagesOnceItExistsAgain()
    {
        using var broker = AmqpBroker.Start();
        broker.Refuse = static entity => AmqpBroker.ErrorOf("amqp:not-found", $"The messaging entity '{entity}' could not be found.");
        await using var bank = Bank(broker);

        Assert.Equal("EventHubs: not found: there is no queue, topic or event hub of this name", (await bank.SendAsync()).Error);

        broker.Refuse = static _ => null;
        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync());
    }

    [Fact]
    public async Task Token_ThatIsRefused_IsNamed()
    {
        using var broker = AmqpBroker.Start();
        broker.TokenAnswer = (401, "InvalidSignature: The token has an invalid signature.");
        await using var bank = Bank(broker);

        Assert.Equal("EventHubs: unauthorized: the key or identity may not send", (await bank.SendAsync()).Error);
    }

    [Fact]
    public async Task UnresponsiveBroker_TakesTheEndpointsTimeoutAndNoMore()
    {
        using var broker = AmqpBroker.Start();
        broker.Answer = static _ => null;
        await using var bank = Bank(broker, ("Timeout", "00:00:01"));

        Assert.True((await bank.SendAsync()).TimedOut);

        broker.Answer = static _ => new Accepted();
        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync());
    }

    [Theory]
    [InlineData(300, "analyses")]
    [InlineData(600, "groups")]
    public async Task Notification_OverTheLinksLimit_LeavesOutAnalysesThenGroups(int kilobytes, string omitted)
    {
        using var broker = AmqpBroker.Start();
        await using var bank = Bank(broker);

        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync(bytes: kilobytes * 1024));

        Assert.Equal(omitted, (string?)Assert.Single(broker.All).Json["data"]!["omitted"]);
    }

    private static SingleDestination Bank(AmqpBroker broker, params (string Name, string Value)[] more) =>
        new([("Kind", "EventHubs"), ("EntityName", "folders"), ("ConnectionString", broker.ConnectionString), .. more]);
}
