using Microsoft.Extensions.Time.Testing;
using Moq;
using OzFunctions.Core.Reconciliation;
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
