using System.Net;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.Destinations;

/// <summary>Delivery attempts to a storage queue: a real one in Azurite, and one with scripted responses.</summary>
[StartsProcesses]
public sealed class StorageQueueTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notification_ArrivesAsACloudEventInBase64_AndNeverExpires()
    {
        var queue = await NewQueueAsync();
        await using var bank = Bank(queue.Name);
        var delivery = Deliveries.Of("f1");

        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync(delivery));

        var message = (await queue.ReceiveMessageAsync(cancellationToken: Token)).Value;
        Assert.Equal(CloudEvent.Of(delivery, Deliveries.Data("f1")), Convert.FromBase64String(message.MessageText));
        Assert.True(message.ExpiresOn > TimeProvider.System.GetUtcNow().AddYears(100), $"{message.ExpiresOn}");
    }

    [Fact]
    public async Task MissingQueue_AcceptsMessagesOnceItExists()
    {
        var queue = azurite.NewQueue();
        await using var bank = Bank(queue.Name);

        var gone = await bank.SendAsync();
        Assert.Equal(("StorageQueue: not found: there is no queue, topic or event hub of this name", false, false), (gone.Error, gone.IsGone, gone.IsOverload));
        Assert.StartsWith("QueueNotFound", gone.Body, StringComparison.Ordinal);

        await queue.CreateAsync(cancellationToken: Token);
        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync());
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(60, "analyses")]
    [InlineData(120, "groups")]
    public async Task Notification_Over64KiBInBase64_LeavesOutAnalysesThenGroups(int kilobytes, string? omitted)
    {
        var queue = await NewQueueAsync();
        await using var bank = Bank(queue.Name);

        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync(bytes: kilobytes * 1024));

        var text = (await queue.ReceiveMessageAsync(cancellationToken: Token)).Value.MessageText;
        Assert.InRange(text.Length, 1, 64 * 1024);
        Assert.Equal(omitted, (string?)System.Text.Json.Nodes.JsonNode.Parse(Convert.FromBase64String(text))!["data"]!["omitted"]);
    }

    [Fact]
    public async Task Key_ThatIsWrong_IsNamedAndNotShown()
    {
        var queue = await NewQueueAsync();
        var wrong = Convert.ToBase64String(new byte[] { 1, 2, 3 });
        var parts = azurite.ConnectionString.Split(';').Select(part => part.StartsWith("AccountKey=", StringComparison.Ordinal) ? $"AccountKey={wrong}" : part);
        await using var bank = new SingleDestination(("Kind", "StorageQueue"), ("EntityName", queue.Name), ("ConnectionString", string.Join(';', parts)));

        var answer = await bank.SendAsync();

        Assert.Equal("StorageQueue: unauthorized: the key or identity may not send", answer.Error);
        Assert.DoesNotContain(wrong, $"{answer.Error}{answer.Body}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "7", "throttled: the service is busy", true, 7)]
    [InlineData(429, null, "throttled: the service is busy", true, null)]
    [InlineData(403, null, "unauthorized: the key or identity may not send", false, null)]
    [InlineData(404, null, "not found: there is no queue, topic or event hub of this name", false, null)]
    [InlineData(410, null, "refused (HTTP 410)", false, null)]
    [InlineData(413, null, "too large for the service, even without analyses and groups", false, null)]
    [InlineData(500, null, "refused (HTTP 500)", false, null)]
    [InlineData(307, null, "refused (HTTP 307)", false, null)]
    public async Task Rejection_IsAFailureWithItsReason_AndIsNotRetriedByTheSdk(int status, string? retryAfter, string error, bool isOverload, int? wait)
    {
        await using var service = await Sink.StartAsync();
        service.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = retryAfter;
            return context.Response.WriteAsync("<?xml version=\"1.0\"?><Error><Code>SomeCode</Code><Message>Some message.</Message></Error>");
        };
        await using var bank = Bank("folders", Connection(service.Port));

        var answer = await bank.SendAsync();

        Assert.Equal(($"StorageQueue: {error}", isOverload, false, wait), (answer.Error, answer.IsOverload, answer.IsGone, (int?)answer.RetryAfter?.TotalSeconds));
        Assert.Equal(status == 413 ? 3 : 1, service.All.Count);
    }

    [Fact]
    public async Task UnavailableService_IsAFailure()
    {
        await using var down = Bank("folders", Connection(FreePort.Find()));
        Assert.Equal("StorageQueue: the connection was refused", (await down.SendAsync()).Error);

        using var release = new CancellationTokenSource();
        await using var service = await Sink.StartAsync();
        service.Answer = (_, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, release.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        await using var silent = Bank("folders", Connection(service.Port), ("Timeout", "00:00:01"));
        Assert.True((await silent.SendAsync()).TimedOut);
        await release.CancelAsync();
    }

    [Theory]
    [InlineData(201)]
    [InlineData(400)]
    public async Task Answer_WithoutEnd_IsCut(int status)
    {
        await using var service = await Sink.StartAsync();
        service.Answer = async (context, _) =>
        {
            context.Response.StatusCode = status;
            var junk = new byte[16 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(junk);
            }
        };
        await using var bank = Bank("folders", Connection(service.Port));

        Assert.Equal($"StorageQueue: the response (HTTP {status}) is longer than 64 KiB", (await bank.SendAsync()).Error);
    }

    [Fact]
    public async Task Address_OutsideTheAllowedNetworks_IsNotConnectedTo()
    {
        await using var service = await Sink.StartAsync();
        await using var bank = Bank("folders", Connection(service.Port), ("Notifications:AllowedNetworks:0", "10.0.0.0/8"));

        Assert.Equal("StorageQueue: The address behind the endpoint's name is not allowed", (await bank.SendAsync()).Error);
        Assert.Empty(service.All);
    }

    [Fact]
    public async Task Endpoint_IsShownWithoutItsSignature()
    {
        await using var bank = new SingleDestination(
            ("Kind", "StorageQueue"), ("EntityName", "folders"), ("ConnectionString", "QueueEndpoint=https://bank.queue.core.windows.net/;SharedAccessSignature=sv=2024-01-01&sig=c2VjcmV0"));

        Assert.Equal((EndpointKind.StorageQueue, "https://bank.queue.core.windows.net/folders"), (bank.Endpoint.Kind, $"{bank.Endpoint.Url}"));
    }

    private static string Connection(int port) => $"DefaultEndpointsProtocol=http;AccountName=bank;AccountKey=c2VjcmV0LTQ3MTE=;QueueEndpoint=http://{IPAddress.Loopback}:{port}/bank";

    private SingleDestination Bank(string queue) => Bank(queue, azurite.ConnectionString);

    private static SingleDestination Bank(string queue, string connection, params (string Name, string Value)[] more) =>
        new([("Kind", "StorageQueue"), ("EntityName", queue), ("ConnectionString", connection), .. more]);

    private async Task<QueueClient> NewQueueAsync()
    {
        var queue = azurite.NewQueue();
        await queue.CreateAsync(cancellationToken: Token);
        return queue;
    }
}
