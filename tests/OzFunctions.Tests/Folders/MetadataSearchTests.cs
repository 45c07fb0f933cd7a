using Azure;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Statuses;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

/// <summary>The lists by metadata value may lag behind the folders, so a search returns only folders that match themselves.</summary>
public sealed class MetadataSearchTests
{
    private static readonly FolderMetadataEntry Iban = new("iban", "DE1");
    private static readonly FolderMetadataEntry Branch = new("branch", "7");

    private readonly NotificationBench _bench = new(NotificationSettings.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folders_WithAllWantedValues_AreFound()
    {
        await StoreAsync("both", "SUCCESS", Branch, Iban);
        await StoreAsync("one", "SUCCESS", Iban);
        await StoreAsync("other", "SUCCESS", Branch, new FolderMetadataEntry("iban", "DE2"));
        await StoreAsync("bare", "SUCCESS");

        Assert.Equal(["both", "one"], await FindAsync([Iban]));
        Assert.Equal(["both"], await FindAsync([Iban, Branch]));
        Assert.Equal(["both"], await FindAsync([Branch, Iban]));
    }

    [Fact]
    public async Task Folders_OfAnotherDayOrVerdict_AreLeftOut()
    {
        await StoreAsync("first", "SUCCESS", Iban);
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        await StoreAsync("second", "DECLINED", Iban);

        Assert.Equal(["first"], await FindAsync([Iban], day: new DateOnly(2026, 11, 1)));
        Assert.Equal(["second"], await FindAsync([Iban], filter: new FolderFilter(SystemResolution: Status.Declined)));
        Assert.Empty(await FindAsync([Iban], day: new DateOnly(2026, 11, 3)));
    }

    [Fact]
    public async Task Folder_ListedUnderAValueThatItNoLongerHas_IsNotFound()
    {
        await StoreAsync("f1", "SUCCESS", Iban);
        var listed = _bench.Aliases.Rows.ToList();
        await StoreAsync("f1", "DECLINED", Branch);
        await _bench.Aliases.AddEntityAsync(Assert.Single(listed), Token);

        Assert.Empty(await FindAsync([Iban]));
        Assert.Equal(["f1"], await FindAsync([Branch]));
    }

    [Fact]
    public async Task RemovedFolder_StillListed_IsNotFound()
    {
        await StoreAsync("f1", "SUCCESS", Iban);
        foreach (var row in _bench.Folders.Rows.ToList())
        {
            await _bench.Folders.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, Token);
        }

        Assert.Empty(await FindAsync([Iban]));
    }

    private async Task<IEnumerable<string>> FindAsync(IReadOnlyList<FolderMetadataEntry> wanted, DateOnly? day = null, FolderFilter? filter = null)
    {
        var page = await _bench.Service<MetadataSearch>().FindAsync(wanted, day, filter ?? FolderFilter.All, from: null, 100, Token);
        return page.Items.Select(static folder => folder.FolderId).Order(StringComparer.Ordinal);
    }

    private async Task StoreAsync(string id, string resolution, params FolderMetadataEntry[] metadata)
    {
        var at = _bench.Clock.GetUtcNow();
        var records = Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", resolution, (at - Payloads.Now).TotalSeconds)], id: id)).Records;
        var told = records with { Metadata = new Observed<FolderMetadata>(new FolderMetadata([.. metadata.OrderBy(static entry => entry.Key, StringComparer.Ordinal)]), at) };
        await _bench.Service<FolderWriter>().ChangeAsync(id, (folder, now) => Folder.Apply(folder, id, told, ChangeCause.Webhook, now), static _ => default, Token);
        await _bench.DrainAsync();
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
    }
}
