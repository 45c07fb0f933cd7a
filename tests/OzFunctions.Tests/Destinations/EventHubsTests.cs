using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Destinations;

/// <summary>Delivery attempts to an event hub, through the official SDK, with a local AMQP broker.</summary>
public sealed class EventHubsTests() : AmqpDestinationTests("EventHubs")
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

    [Theory]
    [InlineData("com.microsoft:server-busy", "Please wait 4 seconds and try again.", "throttled: the service is busy", true, 4)]
    [InlineData("amqp:resource-limit-exceeded", "The quota is used up.", "full: a quota is exhausted", true, null)]
    [InlineData("com.microsoft:entity-disabled", "The messaging entity is disabled.", "not found: there is no queue, topic or event hub of this name", false, null)]
    [InlineData("amqp:unauthorized-access", "Send claim required.", "unauthorized: the key or identity may not send", false, null)]
    [InlineData("com.microsoft:argument-error", "Odd.", "refused (ArgumentException)", false, null)]
    public Task Rejection_IsAFailureWithItsReason(string condition, string description, string error, bool isOverload, int? wait) =>
        AssertRejectedAsync(condition, description, error, isOverload, wait);

    [Fact]
    public async Task Token_ThatIsRefused_IsNamed()
    {
        using var broker = AmqpBroker.Start();
        broker.TokenAnswer = (401, "InvalidSignature: The token has an invalid signature.");
        await using var bank = Bank(broker);

        Assert.Equal("EventHubs: unauthorized: the key or identity may not send", (await bank.SendAsync()).Error);
    }
}
