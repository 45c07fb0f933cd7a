using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

public sealed class DeliveryFilterTests
{
    private static readonly Delivery Delivery = new()
    {
        Folder = "f1",
        Key = new DeliveryKey(1, NotificationTypes.FolderResolutionChanged, "bank"),
        At = Payloads.Now,
        State = DeliveryState.Dead,
    };

    [Fact]
    public void Filter_IncludesDeliveriesThatMeetAllConditions()
    {
        var tick = TimeSpan.FromTicks(1);
        var all = new DeliveryFilter(DeliveryFilter.Undelivered, "f1", "bank", Payloads.Now, Payloads.Now + tick);

        Assert.True(new DeliveryFilter(DeliveryFilter.Undelivered).Includes(Delivery));
        Assert.True(all.Includes(Delivery));
        Assert.False((all with { States = [DeliveryState.Waiting] }).Includes(Delivery));
        Assert.False((all with { Folder = "f2" }).Includes(Delivery));
        Assert.False((all with { Endpoint = "crm" }).Includes(Delivery));
        Assert.False((all with { From = Payloads.Now + tick }).Includes(Delivery));
        Assert.False((all with { To = Payloads.Now }).Includes(Delivery));
    }

    [Fact]
    public void Filter_NeverIncludesATest() =>
        Assert.False(new DeliveryFilter(DeliveryFilter.Undelivered).Includes(Delivery with { Key = Delivery.Key with { Type = NotificationTypes.EndpointTest } }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReplayRequest_IsReadAsItWasWritten(bool whole)
    {
        var request = whole
            ? new ReplayRequest(new DeliveryFilter(DeliveryFilter.Undelivered, "f1", "bank", Payloads.Now, Payloads.Now.AddTicks(1)), DryRun: true)
            : new ReplayRequest(new DeliveryFilter([DeliveryState.Delivered]), DryRun: false);

        var read = ReplayRequest.Of(request.ToParameters());

        Assert.Equal(request.Filter.States, read.Filter.States);
        Assert.Equal(request with { Filter = request.Filter with { States = read.Filter.States } }, read);
        Assert.Equal(whole ? 6 : 2, request.ToParameters().Count);
    }
}
