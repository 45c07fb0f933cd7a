using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class WrittenChangeTests
{
    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged), Endpoints.Named("crm", NotificationTypes.FolderResolutionChanged)));

    [Fact]
    public async Task Delivery_OfIt_IsFoundByItsKeyAndNoOther()
    {
        var written = await WrittenAsync();
        var (bank, crm) = (written.Deliveries[0], written.Deliveries[1]);

        Assert.Same(bank, written.Find(bank.Value.Key.ToString())!.Row);
        Assert.Same(crm, written.Find(crm.Value.Key.ToString())!.Row);
        Assert.Null(written.Find("delivery|0000000009|folder.resolution_changed|bank"));
    }

    [Fact]
    public async Task Delivery_OfWhichNothingIsKnownToSay_MustBeRead()
    {
        var written = await WrittenAsync();

        Assert.Null((written with { Data = null }).Find(written.Deliveries[0].Value.Key.ToString()));
    }

    private async Task<WrittenChange> WrittenAsync()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        return (await _bench.Service<RecentChanges>().TakeAsync(PayloadJson.FolderId, 1, TestContext.Current.CancellationToken))!;
    }
}
