using Microsoft.Extensions.Time.Testing;
using Moq;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

public sealed class OzGatewayTests : IDisposable
{
    private const int EnoughToOpen = 5;

    private static readonly OzListing Listing = new(OzTimeField.Created, Payloads.Now, Payloads.Now);
    private static readonly OzUnavailableException OfOneFolder = new("Oz answered 500.") { MayBeOfOneFolder = true };
    private static readonly OzUnavailableException Silence = new("Oz did not answer.");

    private readonly FakeTimeProvider _clock = new(Payloads.Now);
    private readonly Mock<IOzFolders> _oz = new();
    private readonly OzGateway _gateway;

    public OzGatewayTests() => _gateway = new OzGateway(_oz.Object, _clock);

    [Fact]
    public async Task ErrorsOfOneFolderOnAList_DoNotHoldBackOtherPolls()
    {
        await FailAsync(OfOneFolder, 2 * EnoughToOpen);

        Assert.Null(await _gateway.FindAsync("f1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ErrorOfOneFolderOnAList_DoesNotEndAnOutage()
    {
        await FailAsync(Silence, EnoughToOpen);
        _clock.Advance(TimeSpan.FromSeconds(31));

        await FailAsync(OfOneFolder, 1);

        Assert.True((await Assert.ThrowsAsync<OzUnavailableException>(ListAsync)).IsHeldBack);
    }

    [Theory]
    [InlineData(1, 8, 4)]
    [InlineData(20, 8, 4)]
    [InlineData(100, 40, 20)]
    [InlineData(1_000, 400, 200)]
    public async Task ConcurrentPolls_AreAsManyAsTheRateNeedsIfOzTakesFourTenthsOfASecond(int requestsPerSecond, int expected, int expectedOfDueFolders)
    {
        var (begun, ends) = (0, new TaskCompletionSource<OzPayload?>());
        _oz.Setup(static oz => oz.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Callback(() => begun++).Returns(ends.Task);
        _oz.SetupGet(static oz => oz.RequestsPerSecond).Returns(requestsPerSecond);
        using var gateway = new OzGateway(_oz.Object, _clock);

        var polls = Enumerable.Range(0, (2 * expected) + 1).Select(i => gateway.FindAsync($"f{i}", TestContext.Current.CancellationToken)).ToList();

        Assert.Equal((expected, expected), (gateway.MaxConcurrent, begun));
        Assert.True((await Assert.ThrowsAsync<OzUnavailableException>(() => polls[^1])).IsHeldBack);
        Assert.Equal(expectedOfDueFolders, new ReconciliationScope(gateway, new ReconciliationSettings(), new OzClock(_clock), _clock).MaxConcurrentDue);
        ends.SetResult(null);
        await Task.WhenAll(polls[..^1]);
        _oz.Verify(static oz => oz.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Exactly(2 * expected));
    }

    public void Dispose() => _gateway.Dispose();

    private Task<OzPage> ListAsync() => _gateway.ListAsync(Listing, TestContext.Current.CancellationToken);

    private async Task FailAsync(OzUnavailableException failure, int times)
    {
        _oz.Setup(static oz => oz.ListAsync(It.IsAny<OzListing>(), It.IsAny<CancellationToken>())).ThrowsAsync(failure);
        for (var i = 0; i < times; i++)
        {
            Assert.Same(failure, await Assert.ThrowsAsync<OzUnavailableException>(ListAsync));
        }
    }
}
