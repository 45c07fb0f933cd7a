using Microsoft.Extensions.Options;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Connections;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Tests.Notifications;

/// <summary>All limits of an endpoint follow from its <c>MaxConcurrent</c>.</summary>
public sealed class EndpointCapacityTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;
    private const int More = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 4, 1, 7.5, 12, 2)]
    [InlineData(EndpointCapacity.Default, 32, 8, 60, 100, 16)]
    [InlineData(256, 1024, 256, 1920, 1000, 512)]
    public void Limits_FollowFromTheNumber(int maxConcurrent, int queued, int released, double releasedPerSecond, int releasePage, int connections)
    {
        var capacity = new EndpointCapacity(maxConcurrent);

        Assert.Equal((queued, maxConcurrent + queued, released, releasePage, connections), (capacity.MaxQueued, capacity.MaxHeld, capacity.MaxReleased, capacity.ReleasePage, capacity.MaxConnections));
        Assert.Equal(releasedPerSecond, 1 / capacity.ReleaseInterval.TotalSeconds, tolerance: 1);
    }

    [Fact]
    public void MaxConcurrent_OfEachKind_IsThatOfItsEndpointAndItsConnections()
    {
        const string Bus = "bank.servicebus.windows.net";
        var options = Options.Create(new NotificationOptions
        {
            Endpoints =
            [
                new() { Name = "a", Kind = EndpointKind.Webhook, Url = "https://bank.example", MaxConcurrent = More },
                new() { Name = "b", Kind = EndpointKind.ServiceBus, FullyQualifiedNamespace = Bus, EntityName = "folders", MaxConcurrent = More },
                new() { Name = "c", Kind = EndpointKind.EventGrid, TopicEndpoint = "https://bank.example/api/events", MaxConcurrent = More },
                new() { Name = "d", Kind = EndpointKind.EventHubs, FullyQualifiedNamespace = Bus, EntityName = "folders", MaxConcurrent = More },
                new() { Name = "e", Kind = EndpointKind.StorageQueue, QueueServiceUri = "https://bank.queue.core.windows.net", EntityName = "folders", MaxConcurrent = More },
            ],
        });
        var handlers = new EndpointHandlers(options, new ProductionEnvironment(), new OutboundConnections(new NameResolver(static _ => [], TimeProvider.System), TimeProvider.System));

        Assert.All(NotificationSetup.Settings(options).Endpoints, static endpoint => Assert.Equal(More, endpoint.Capacity.MaxConcurrent));
        Assert.All(options.Value.Endpoints, endpoint =>
        {
            using var handler = (DelegatingHandler)handlers.New(endpoint);
            Assert.Equal(2 * More, ((SocketsHttpHandler)handler.InnerHandler!).MaxConnectionsPerServer);
        });
    }

    [Fact]
    public async Task Endpoint_GetsAsManyAttemptsAtOnceAsItIsSetTo()
    {
        const int Folders = More + (4 * More) + 10;
        var bench = new NotificationBench(Endpoints.Settings(Endpoints.Named("bank", Only) with { Capacity = new EndpointCapacity(More) }));
        var answer = new TaskCompletionSource<AttemptResult>();
        bench.Sender.Answer = _ => answer.Task;
        for (var i = 0; i < Folders; i++)
        {
            await bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        var underWay = Enumerable.Range(0, Folders).Select(_ => bench.HandleAsync(WorkQueueName.Changes, bench.Queue.Take()!.Value.Text, Token)).ToList();

        Assert.Equal((More, 10), (bench.Sender.Sent.Count, Enumerable.Range(0, Folders).Count(i => bench.StatesOf($"f{i}") == "bank:Waiting:1")));
        answer.SetResult(new AttemptResult(200));
        await Task.WhenAll(underWay);
        await bench.DrainAsync();
        Assert.Empty(bench.Parked.Rows);
    }
}
