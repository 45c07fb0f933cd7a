using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Statuses;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>The lists for users, on a real table service.</summary>
[StartsProcesses]
public sealed class AzuriteFolderListTests(AzuriteFixture azurite)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(Payloads.Now.UtcDateTime);

    private static IndexHour Hour => IndexHour.Of(Payloads.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Index_ListsADaysFoldersWithAllThatListsShow()
    {
        var index = new FolderIndex(azurite.NewTable(), azurite.NewTable(), TimeProvider.System);
        var told = Folder("told", "DECLINED", created: 1_000);
        var overdue = Folder("untold", "SUCCESS") with { OverdueAt = Payloads.Now };
        await index.WriteAsync(told, Token);
        await index.WriteAsync(overdue, Token);
        await index.WriteAsync(Folder("yesterday", "SUCCESS") with { FirstSeenAt = Payloads.Now.AddDays(-1) }, Token);

        var page = await index.ListAsync(HourSpan.OfDay(Today), FolderFilter.All, null, 10, Token);

        Assert.Equal([IndexedFolder.Of(told), IndexedFolder.Of(overdue)], page.Items);
        Assert.Equal((DateTimeOffset.UnixEpoch.AddSeconds(1_000), null, true), (page.Items[0].TimeCreated, page.Items[1].TimeCreated, page.Items[1].IsOverdue));
        Assert.Equal((1, 0), (await index.VersionOfAsync(told, Token), await index.VersionOfAsync(Folder("nobody", "SUCCESS"), Token)));
    }

    [Fact]
    public async Task Index_WithAFilter_PagesThroughWhatItAsksFor()
    {
        var index = new FolderIndex(azurite.NewTable(), azurite.NewTable(), TimeProvider.System);
        string[] results = ["SUCCESS", "DECLINED", "OPERATOR_REQUIRED", "PROCESSING"];
        for (var i = 0; i < 40; i++)
        {
            await index.WriteAsync(Folder($"f{i:D2}", results[i % 4], reported: i % 8 == 1 ? "SUCCESS" : null), Token);
        }

        Assert.Equal(Numbers(static i => i % 4 == 1), await AllAsync(index, new FolderFilter(SystemResolution: Status.Declined)));
        Assert.Equal(Numbers(static i => i % 4 != 3), await AllAsync(index, new FolderFilter(ResolutionStatus: Status.Finished)));
        Assert.Equal(Numbers(static i => i % 8 == 1), await AllAsync(index, new FolderFilter(Drift: true)));
        Assert.Equal(Numbers(static i => i % 8 == 5), await AllAsync(index, new FolderFilter(Status.Finished, Status.Declined, Drift: false)));
    }

    [Fact]
    public async Task Index_OfADay_ListsTheLatestHourFirstAndOnlyItsOwnHours()
    {
        var table = azurite.NewTable();
        var index = new FolderIndex(table, azurite.NewTable(), TimeProvider.System);
        var midnight = new DateTimeOffset(Today, TimeOnly.MinValue, TimeSpan.Zero);
        (string Id, DateTimeOffset At)[] folders =
        [
            ("d", midnight.AddTicks(-1)), ("c", midnight), ("b1", midnight.AddHours(9)), ("b2", midnight.AddHours(9.9)), ("a", midnight.AddHours(23.9)), ("e", midnight.AddDays(1)),
        ];
        foreach (var (id, at) in folders)
        {
            await index.WriteAsync(Folder(id, "DECLINED") with { FirstSeenAt = at }, Token);
        }

        using var counts = new HourCountStore(table);
        await counts.DropAsync([HourSpan.OfDay(Today).First], Token);
        foreach (var limit in (int[])[1, 2, 100])
        {
            foreach (var filter in (FolderFilter[])[FolderFilter.All, new FolderFilter(SystemResolution: Status.Declined, Drift: false)])
            {
                var listed = await AllAsync(from => index.ListAsync(HourSpan.OfDay(Today), filter, from, limit, Token));
                Assert.Equal(["a", "b1", "b2", "c"], listed.Select(static folder => folder.FolderId));
            }
        }

        Assert.Empty(await AllAsync(from => index.ListAsync(HourSpan.OfDay(Today), new FolderFilter(Drift: true), from, 1, Token)));
    }

    [Fact]
    public async Task Index_WrittenByManyAtOnce_ShowsEveryFolderAndOfEachTheLastWrite()
    {
        var index = new FolderIndex(azurite.NewTable(), azurite.NewTable(), TimeProvider.System);
        var writes = Enumerable.Range(0, 250).SelectMany(static i => (Folder[])[Folder($"f{i:D3}", "SUCCESS"), Folder($"f{i:D3}", "DECLINED") with { ListVersion = 2 }]);

        await Task.WhenAll(writes.Select(folder => index.WriteAsync(folder, Token)));

        var listed = await AllAsync(from => index.ListAsync(HourSpan.OfDay(Today), FolderFilter.All, from, 100, Token));
        Assert.Equal(250, listed.Count);
        Assert.All(listed, static folder => Assert.Equal((2, Status.Declined), (folder.Version, folder.Statuses.SystemResolution)));
    }

    [Fact]
    public async Task Aliases_OfAValueThatChanged_Follow()
    {
        var aliases = new FolderAliases(azurite.NewTable(), TimeProvider.System);
        async Task<int> CountAsync(string value) => (await aliases.FindAsync(new FolderMetadataEntry("transaction_id", value), null, 10, Token)).Items.Count;
        var folder = WithMetadata(Folder("f", "SUCCESS"), "one");
        await aliases.WriteAsync(folder, Token);
        Assert.Equal((1, 0), (await CountAsync("one"), await CountAsync("two")));

        await aliases.WriteAsync(WithMetadata(folder, "two") with { FormerMetadata = [new FormerMetadataEntry("transaction_id", "one", Payloads.Now)] }, Token);

        Assert.Equal((0, 1), (await CountAsync("one"), await CountAsync("two")));
    }

    [Fact]
    public async Task MetadataSearch_ChecksTheFolder_SinceAnAliasMayBeOfAValueThatItHadBefore()
    {
        var folders = new FolderStore(azurite.NewTable(), Guid.NewGuid);
        var aliasTable = azurite.NewTable();
        var aliases = new FolderAliases(aliasTable, TimeProvider.System);
        var search = new MetadataSearch(aliases, folders);
        var now = WithMetadata(Folder("now", "SUCCESS"), "a/b");
        var before = WithMetadata(Folder("before", "SUCCESS"), "other");
        foreach (var folder in (Folder[])[now, before])
        {
            await folders.TryWriteAsync(new FolderWrite(new FolderChange(null, folder, ChangeCause.Webhook, Payloads.Now), null, OwedDeliveries.None, RefreshReasons.None), Token);
            await aliases.WriteAsync(WithMetadata(folder, "a/b"), Token);
        }

        await aliases.WriteAsync(WithMetadata(Folder("gone", "SUCCESS"), "a/b"), Token);
        Task<PageOf<IndexedFolder>> FindAsync(DateOnly? day, FolderFilter filter, params FolderMetadataEntry[] wanted) => search.FindAsync(wanted, day, filter, null, 10, Token);
        var entry = new FolderMetadataEntry("transaction_id", "a/b");

        Assert.Equal([IndexedFolder.Of(now)], (await FindAsync(null, FolderFilter.All, entry)).Items);
        Assert.Single((await FindAsync(Today, new FolderFilter(SystemResolution: Status.Success), entry)).Items);
        Assert.Empty((await FindAsync(Today.AddDays(-1), FolderFilter.All, entry)).Items);
        Assert.Empty((await FindAsync(null, new FolderFilter(SystemResolution: Status.Declined), entry)).Items);
        Assert.Empty((await FindAsync(null, FolderFilter.All, entry, new FolderMetadataEntry("branch", "7"))).Items);
    }

    [Fact]
    public async Task OpenFolders_AreListedOverAllPartsByReason()
    {
        var table = azurite.NewTable();
        await table.CreateIfNotExistsAsync(Token);
        var open = new OpenFolders(table);
        OpenReasons[] reasons = [OpenReasons.None, OpenReasons.Running, OpenReasons.Running | OpenReasons.Overdue, OpenReasons.OperatorRequired, OpenReasons.OperatorRequired | OpenReasons.GivenUp];
        for (var i = 0; i < 50; i++)
        {
            var check = new FolderCheck($"f{i:D2}", 1, reasons[i % 5], Payloads.Now, Payloads.Now.AddMinutes(i));
            await Task.WhenAll(CheckEntity.RowsOf(check).Select(row => table.AddEntityAsync(row, Token)));
        }

        Assert.Equal(Numbers(static i => i % 5 != 0, 50), (await AllAsync(open, OpenReasons.None)).Order());
        Assert.Equal(Numbers(static i => i % 5 is 1 or 2, 50), (await AllAsync(open, OpenReasons.Running)).Order());
        Assert.Equal(Numbers(static i => i % 5 is 3 or 4, 50), (await AllAsync(open, OpenReasons.OperatorRequired)).Order());
        Assert.Equal(Numbers(static i => i % 5 == 4, 50), (await AllAsync(open, OpenReasons.GivenUp)).Order());
        Assert.Empty(await AllAsync(open, OpenReasons.UnknownStatus));
        var counts = await open.CountAsync(Token);
        Assert.Equal((40, false, 20, 10), (counts.Total, counts.IsMore, counts.Of(OpenReasons.OperatorRequired), counts.Of(OpenReasons.GivenUp)));
        Assert.Equal(reasons.Skip(1).Order(), counts.ByReasons.Keys.Order());
        Assert.All(counts.ByReasons.Values, static count => Assert.Equal(10, count));
    }

    [Fact]
    public async Task HourCounts_AreStoredUnlessDroppedSinceTheyWereRead()
    {
        var table = azurite.NewTable();
        var index = new FolderIndex(table, azurite.NewTable(), TimeProvider.System);
        using var counts = new HourCountStore(table);
        await index.WriteAsync(Folder("a", "OPERATOR_REQUIRED"), Token);
        await index.WriteAsync(Folder("b", "DECLINED", reported: "SUCCESS"), Token);
        await index.WriteAsync(Folder("c", "DECLINED"), Token);
        await index.WriteAsync(Folder("d", "SUCCESS") with { FirstSeenAt = Payloads.Now.AddHours(-2) }, Token);
        var hours = new HourSpan(Hour.Plus(-2), Hour);

        var counted = await counts.CountAsync(hours, Token).ToListAsync(Token);
        Assert.Equal([(Hour, 3), (Hour.Plus(-1), 0), (Hour.Plus(-2), 1)], counted.Select(static hour => (hour.Hour, hour.Counts.Total)));
        var last = counted[0].Counts;
        Assert.Equal((3, 1, 2, 1, 3), (last.Total, last.Drift, Of(last, Status.Declined), Of(last, Status.OperatorRequired), last.Of(static pair => pair.ResolutionStatus, Status.Finished)));
        await counts.TryStoreAsync([.. counted.Select(static hour => new CountedHour(hour, null))], Token);
        var stored = await counts.FindAsync(hours, Token);
        Assert.Equal([1, 0, 3], stored.OrderBy(static hour => hour.Key.Number).Select(static hour => hour.Value.Value!.Total));
        Assert.Equal(last.Folders, stored[Hour].Value!.Folders);

        await counts.DropAsync([Hour], Token);
        await counts.DropAsync([Hour.Plus(-1)], Token);
        await counts.TryStoreAsync([Counted(0, stored[Hour].ETag), Counted(-1, null), Counted(-2, stored[Hour.Plus(-2)].ETag)], Token);
        var dropped = await counts.FindAsync(hours, Token);
        Assert.Equal([3, null, null], dropped.OrderBy(static hour => hour.Key.Number).Select(static hour => hour.Value.Value?.Total));
        await counts.TryStoreAsync([Counted(0, dropped[Hour].ETag)], Token);
        Assert.Equal(3, (await counts.FindAsync(new HourSpan(Hour, Hour), Token)).Single().Value.Value!.Total);

        CountedHour Counted(int hour, string? etag) => new(new HourCounts(Hour.Plus(hour), last), etag);
    }

    private static long Of(FolderCounts counts, Status status) => counts.Of(static pair => pair.SystemResolution, status);

    private static IEnumerable<string> Numbers(Func<int, bool> which, int count = 40) => Enumerable.Range(0, count).Where(which).Select(static i => $"f{i:D2}");

    private static async Task<List<string>> AllAsync(FolderIndex index, FolderFilter filter) =>
        [.. (await AllAsync(from => index.ListAsync(HourSpan.OfDay(Today), filter, from, 4, Token))).Select(static folder => folder.FolderId)];

    private static async Task<List<string>> AllAsync(OpenFolders folders, OpenReasons reason) =>
        [.. (await AllAsync(from => folders.ListAsync(reason, from, 7, Token))).Select(static check => check.FolderId)];

    private static async Task<List<T>> AllAsync<T>(Func<string?, Task<PageOf<T>>> list)
    {
        var found = new List<T>();
        string? from = null;
        do
        {
            var page = await list(from);
            found.AddRange(page.Items);
            from = page.Next;
        }
        while (from is not null);

        return found;
    }

    private static Folder Folder(string id, string result, string? reported = null, int? created = null)
    {
        var (state, resolution) = result == "PROCESSING" ? (result, null) : ("FINISHED", result);
        var json = PayloadJson.Folder([PayloadJson.Analysis("a", state, resolution, updated: 5)], system: reported, updated: 6, id: id);
        if (created is { } seconds)
        {
            json["time_created"] = seconds;
        }

        return Payloads.FolderOf(json) with { ListVersion = 1 };
    }

    private static Folder WithMetadata(Folder folder, string value) => folder with
    {
        Records = folder.Records with { Metadata = new Observed<FolderMetadata>(new FolderMetadata([new FolderMetadataEntry("transaction_id", value)]), null) },
    };
}
