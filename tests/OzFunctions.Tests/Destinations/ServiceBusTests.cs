using Amqp.Framing;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Destinations;

/// <summary>Delivery attempts to a Service Bus queue, through the official SDK, with a local AMQP broker.</summary>
public sealed class ServiceBusTests() : AmqpDestinationTests("ServiceBus")
{
    // It depends on timing whether the SDK first sees the end of the message or of the link.
    protected override IReadOnlyList<string> Closed => [.. base.Closed, "refused (GeneralError)"];

    [Fact]
    public async Task Notification_ArrivesAsACloudEventThatTheServiceCanOrderAndDeduplicate()
    {
        using var broker = AmqpBroker.Start();
        await using var bank = Bank(broker);
        var delivery = Deliveries.Of("f1") with { Replays = 1 };

        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync(delivery));

        var message = Assert.Single(broker.Taken);
        Assert.Equal(
            ("folders", delivery.WebhookId, "f1", "folder.resolution_changed", delivery.OriginalId, "application/cloudevents+json"),
            (message.Entity, message.Id, message.Session, message.Subject, message.CorrelationId, message.ContentType));
        Assert.Equal(CloudEvent.Of(delivery, Deliveries.Data("f1")), message.Body);
    }

    [Fact]
    public async Task Attempts_ShareOneConnectionAndOneLink_AndTheTokenIsOfTheKey()
    {
        using var broker = AmqpBroker.Start();
        await using var bank = Bank(broker);

        await bank.SendAsync(version: 1);
        await Task.WhenAll(Enumerable.Range(2, 8).Select(version => bank.SendAsync(version: version)));

        Assert.Equal(9, broker.Taken.Select(static message => message.Id).Distinct().Count());
        Assert.Single(broker.Links);
        Assert.StartsWith("SharedAccessSignature sr=", Assert.Single(broker.Tokens), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ClosedBetweenAttempts_IsReopened()
    {
        using var broker = AmqpBroker.Start();
        await using var bank = Bank(broker);
        await bank.SendAsync(version: 1);

        await broker.Taken.First().Link.Session.Connection.CloseAsync();

        // It depends on timing whether the SDK sees the end of the connection before it sends.
        var next = await bank.SendAsync(version: 2);
        if (!next.IsSuccess)
        {
            AssertClosed(next);
            next = await bank.SendAsync(version: 2);
        }

        // An attempt that fails may have opened a link of the closed connection.
        Assert.Equal(AttemptResult.Accepted, next);
        Assert.Equal(2, broker.Taken.Select(static message => message.Link.Session.Connection).Distinct().Count());
    }

    [Theory]
    [InlineData("com.microsoft:server-busy", "Please wait 20 seconds and try again.", "throttled: the service is busy", true, 20)]
    [InlineData("com.microsoft:server-busy", "Busy.", "throttled: the service is busy", true, null)]
    [InlineData("amqp:resource-limit-exceeded", "The maximum entity size has been reached.", "full: a quota is exhausted", true, null)]
    [InlineData("amqp:not-found", "The messaging entity 'sb://bank/folders' could not be found.", "not found: there is no queue, topic or event hub of this name", false, null)]
    [InlineData("com.microsoft:entity-disabled", "The messaging entity is disabled.", "disabled: the queue, topic or event hub accepts nothing", false, null)]
    [InlineData("amqp:unauthorized-access", "Send claim required.", "unauthorized: the key or identity may not send", false, null)]
    [InlineData("amqp:not-allowed", "Sessions are not allowed.", "refused (InvalidOperationException)", false, null)]
    [InlineData("com.microsoft:whatever", "Odd.", "refused (GeneralError)", false, null)]
    public Task Rejection_IsAFailureWithItsReason(string condition, string description, string error, bool isOverload, int? wait) =>
        AssertRejectedAsync(condition, description, error, isOverload, wait);

    [Fact]
    public async Task Message_ThatIsReleased_IsAFailure()
    {
        using var broker = AmqpBroker.Start();
        broker.Answer = static _ => new Released();
        await using var bank = Bank(broker);

        Assert.Equal("ServiceBus: refused (neither accepted nor rejected)", (await bank.SendAsync()).Error);
    }

    [Fact]
    public async Task Token_ThatIsRefused_IsNamedAndNotShown()
    {
        using var broker = AmqpBroker.Start();
        broker.TokenAnswer = (401, "InvalidSignature: The token has an invalid signature.");
        await using var bank = Bank(broker);

        var answer = await bank.SendAsync();

        Assert.Equal("ServiceBus: unauthorized: the key or identity may not send", answer.Error);
        Assert.Contains("InvalidSignature", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", $"{answer.Error}{answer.Body}", StringComparison.Ordinal);
        Assert.Empty(broker.All);
    }

    [Fact]
    public async Task AttemptsAfterAThrottledOne_AreNotHeldBackByTheSdk()
    {
        using var broker = AmqpBroker.Start();
        broker.Answer = static _ => AmqpBroker.Rejected("com.microsoft:server-busy", "Busy.");
        await using var bank = Bank(broker, ("Timeout", "00:00:09"));
        Assert.True((await bank.SendAsync(version: 1)).IsThrottled);

        broker.Answer = static _ => new Accepted();

        // The SDK's sender would wait for ten seconds, longer than the timeout of this endpoint.
        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync(version: 2));
    }

    [Fact]
    public async Task Limit_IsTheServicesOwn()
    {
        using var broker = AmqpBroker.Start();
        broker.MaxMessageSize = 1024 * 1024;
        await using var bank = Bank(broker);

        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync(bytes: 600 * 1024));
        Assert.Null(Assert.Single(broker.All).Json["data"]!["omitted"]);

        broker.MaxMessageSize = 100;
        await using var small = Bank(broker);
        Assert.Equal("ServiceBus: too large for the service, even without analyses and groups", (await small.SendAsync()).Error);
    }

    [Fact]
    public async Task Address_OutsideTheAllowedNetworks_IsNotConnectedTo()
    {
        using var broker = AmqpBroker.Start();
        await using var bank = Bank(broker, ("Notifications:AllowedNetworks:0", "10.0.0.0/8"));

        Assert.Equal("ServiceBus: The address behind the endpoint's name is not allowed", (await bank.SendAsync()).Error);
        Assert.Empty(broker.Links);
    }

    [Fact]
    public async Task UnresponsiveNameServer_TakesHalfTheTimeoutAndNoPoolThread()
    {
        using var silent = new ManualResetEventSlim();
        var isOfThePool = false;
        await using var bank = new SingleDestination(
            host =>
            {
                isOfThePool = Thread.CurrentThread.IsThreadPoolThread;
                silent.Wait();
                return [];
            },
            [("Kind", "ServiceBus"), ("EntityName", "folders"), ("Timeout", "00:00:06"), ("ConnectionString", "Endpoint=sb://bank.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LTQ3MTE=")]);

        var answer = await bank.SendAsync();
        silent.Set();

        Assert.Equal(("ServiceBus: the name was not resolved within 3 s", false), (answer.Error, isOfThePool));
    }

    [Fact]
    public async Task Endpoint_IsShownWithoutItsKey()
    {
        await using var bank = new SingleDestination(("Kind", "ServiceBus"), ("ConnectionString", $"{Connection(5672)};EntityPath=folders/eu"));

        Assert.Equal((EndpointKind.ServiceBus, "sb://127.0.0.1:5672/folders/eu"), (bank.Endpoint.Kind, $"{bank.Endpoint.Url}"));
    }
}
