using OzFunctions.Core;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

public sealed class EndpointTestTests
{
    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank")));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(204, DeliveryState.Delivered)]
    [InlineData(500, DeliveryState.Dead)]
    public async Task Test_IsSentOnceAndStoredWithItsOutcome(int status, DeliveryState expected)
    {
        _bench.Sender.Always(status);

        var delivery = await RunAsync();

        Assert.Equal((expected, expected is DeliveryState.Delivered ? Payloads.Now : null, status), (delivery.State, delivery.DeliveredAt, delivery.LastAnswer!.Status));
        Assert.Equal(delivery.State, Assert.Single(_bench.Rows("endpoint|bank")).State);
        Assert.Equal(delivery.DeliveredAt, Assert.Single(_bench.Rows("endpoint|bank")).DeliveredAt);
        Assert.Single(_bench.Sender.Sent);
        Assert.Empty(_bench.Queue.Items);
    }

    [Fact]
    public async Task Tests_WithinOneSecond_HaveDistinctIdsAndTooManyAreRejected()
    {
        for (var i = 0; i < 5; i++)
        {
            await RunAsync();
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(RunAsync);

        Assert.Equal(5, _bench.Sender.Sent.Select(static sent => sent.Id).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 5).Select(static i => Payloads.Now.ToUnixTimeSeconds() + i), _bench.Rows("endpoint|bank").Select(static row => row.Key.Version));
    }

    private Task<Delivery> RunAsync() => _bench.Service<EndpointTest>().RunAsync(_bench.Settings.Endpoints[0], Token);
}
