using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>Deliveries in real storage: rows, lists, pages.</summary>
[StartsProcesses]
public sealed class AzuriteDeliveryStoreTests(AzuriteFixture azurite)
{
    private readonly TableClient _folders = azurite.NewTable();
    private readonly TableClient _parked = azurite.NewTable();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DeliveryStore Store => new(_folders, _parked);

    [Fact]
    public async Task Delivery_ReadsBackAsItWasWritten()
    {
        var added = await AddAsync("f1", "bank", 1);
        var stored = await Store.FindAsync("f1", added.Key, Token);
        var changed = stored!.Value with
        {
            State = DeliveryState.Dead,
            Attempt = 10,
            FirstAttempt = 3,
            LastAttemptAt = Payloads.Now,
            ParkedAt = Payloads.Now.AddSeconds(1),
            NextAttemptAt = Payloads.Now.AddSeconds(2),
            ClaimedUntil = Payloads.Now.AddSeconds(3),
            DeliveredAt = Payloads.Now.AddSeconds(4),
            LastAnswer = new AttemptResult(503, Body: "busy"),
            Replays = 2,
            ReplayedBy = "replay.1",
        };

        var written = await Store.TryWriteAsync(changed, stored.ETag, Token);

        Assert.Equal(added, stored.Value);
        Assert.Equal(changed, (await Store.FindAsync("f1", added.Key, Token))!.Value);
        Assert.Null(await Store.TryWriteAsync(changed, stored.ETag, Token));
        Assert.NotNull(await Store.TryWriteAsync(changed, written!.ETag, Token));
    }

    [Fact]
    public async Task Data_IsThereForEveryDeliveryOfItsVersionAndOnlyOnce()
    {
        await AddAsync("f1", "bank", 1);

        Assert.Equal("{\"v\":1}"u8.ToArray(), (await Store.FindDataAsync("f1", 1, Token))!.Json.ToArray());
        Assert.Null(await Store.FindDataAsync("f1", 2, Token));
        Assert.False(await Store.TryAddAsync("f1", 1, new NotificationData(Payloads.Now, "{}"u8.ToArray()), [New("f1", "other", 1)], Token));
        Assert.Null(await Store.FindAsync("f1", New("f1", "other", 1).Key, Token));
    }

    [Fact]
    public async Task Parked_AreListedByStateThenEndpointThenTimeInPages()
    {
        for (var i = 0; i < 7; i++)
        {
            await ParkAsync($"f{6 - i}", "bank", i % 2 == 0 ? DeliveryState.Dead : DeliveryState.Waiting, Payloads.Now.AddHours(6 - i));
        }

        await ParkAsync("f9", "other", DeliveryState.Dead, Payloads.Now);

        Assert.Equal(["f1", "f3", "f5", "f0", "f2", "f4", "f6", "f9"], await ParkedAsync(new ParkedFilter(DeliveryFilter.Undelivered), limit: 3));
        Assert.Equal(["f1", "f3", "f5"], await ParkedAsync(new ParkedFilter([DeliveryState.Waiting], Endpoint: "bank"), limit: 2));
        Assert.Equal(["f2", "f4"], await ParkedAsync(new ParkedFilter([DeliveryState.Dead], "bank", From: Payloads.Now.AddHours(1), To: Payloads.Now.AddHours(6)), limit: 1));
        Assert.Equal([], await ParkedAsync(new ParkedFilter(DeliveryFilter.Undelivered, Endpoint: "nobody"), limit: 1));
    }

    [Fact]
    public async Task Parked_AfterAPlace_AreThoseThatCameLater()
    {
        var first = await ParkAsync("f1", "bank", DeliveryState.Waiting, Payloads.Now);
        await ParkAsync("f2", "bank", DeliveryState.Waiting, Payloads.Now.AddTicks(1));

        Assert.Equal(["f2"], await ParkedAsync(new ParkedFilter([DeliveryState.Waiting], "bank", After: first.Place), limit: 10));
    }

    [Fact]
    public async Task Parked_OfAnEndpointsOwnNotification_ReadsBackAsItWasWritten()
    {
        var entry = await ParkAsync("endpoint|crm", "bank", DeliveryState.Dead, Payloads.Now);

        Assert.Equal([entry], (await Store.ListParkedAsync(new ParkedFilter([DeliveryState.Dead]), null, 10, Token)).Items);
    }

    [Fact]
    public async Task Parked_AreCountedByEndpointAndStateWithTheirOldest()
    {
        Assert.Empty(await Store.CountParkedAsync(Token));
        for (var i = 0; i < 5; i++)
        {
            await ParkAsync($"f{i}", "bank", DeliveryState.Dead, Payloads.Now.AddHours(-i));
            await ParkAsync($"f{i}", i < 2 ? "bank" : "crm", DeliveryState.Waiting, Payloads.Now.AddHours(i));
        }

        Assert.Equal(
            [
                new ParkedCount("bank", DeliveryState.Dead, 5, IsMore: false, Payloads.Now.AddHours(-4)),
                new ParkedCount("bank", DeliveryState.Waiting, 2, IsMore: false, Payloads.Now),
                new ParkedCount("crm", DeliveryState.Waiting, 3, IsMore: false, Payloads.Now.AddHours(2)),
            ],
            await Store.CountParkedAsync(Token));
    }

    [Fact]
    public async Task Delivered_AreFoundByEndpointAndTimeOverAllFolders()
    {
        for (var i = 0; i < 5; i++)
        {
            var delivery = await AddAsync($"f{i}", i < 4 ? "bank" : "other", 1);
            var stored = await Store.FindAsync($"f{i}", delivery.Key, Token);
            await Store.TryWriteAsync(delivery with { State = i == 0 ? DeliveryState.Pending : DeliveryState.Delivered, At = Payloads.Now.AddHours(i) }, stored!.ETag, Token);
        }

        Assert.Equal(["f1", "f2", "f3"], await ListAsync(new DeliveryFilter([DeliveryState.Delivered], Endpoint: "bank"), limit: 1));
        Assert.Equal(["f2"], await ListAsync(new DeliveryFilter([DeliveryState.Delivered], From: Payloads.Now.AddHours(2), To: Payloads.Now.AddHours(3)), limit: 10));
        Assert.Equal(["f4"], await ListAsync(new DeliveryFilter([DeliveryState.Delivered], Folder: "f4"), limit: 10));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0.nonsense")]
    [InlineData("1.")]
    [InlineData("-1.")]
    public async Task Continuation_ThatIsNotOurs_IsRefused(string from)
    {
        await ParkAsync("f1", "bank", DeliveryState.Dead, Payloads.Now);

        await Assert.ThrowsAsync<InvalidContinuationException>(() => Store.ListParkedAsync(new ParkedFilter([DeliveryState.Dead]), from, 10, Token));
    }

    [Fact]
    public async Task Unpark_LeavesAnotherParkingOfTheSameDelivery()
    {
        var parked = await ParkAsync("f1", "bank", DeliveryState.Dead, Payloads.Now);
        await Store.ParkAsync(parked with { ParkedAt = Payloads.Now.AddHours(5) }, Token);

        Assert.True(await Store.UnparkAsync(parked, Token));
        Assert.False(await Store.UnparkAsync(parked, Token));

        Assert.Equal(["f1"], await ParkedAsync(new ParkedFilter([DeliveryState.Dead]), 10));
    }

    [Fact]
    public async Task UnconfirmedEntries_OfSeveralPages_AreAllRemovedWhileTheListIsRead()
    {
        const int many = 700;
        await Parallel.ForAsync(0, many, Token, async (i, _) => await ParkAsync($"f{i}", i % 2 == 0 ? "bank" : "crm", DeliveryState.Waiting, Payloads.Now.AddSeconds(i)));
        var kept = New("kept", "crm", 1) with { State = DeliveryState.Dead, ParkedAt = Payloads.Now };
        await Store.ParkAsync(kept.ParkedEntry!, Token);
        await Store.TryAddAsync(kept.Folder, 1, new NotificationData(Payloads.Now, "{}"u8.ToArray()), [kept], Token);
        var parked = new ParkedDeliveries(Store, new FakeTimeProvider(Payloads.Now.AddDays(2)));

        var removed = await AllAsync(many, next => parked.RemoveUnconfirmedAsync(next, Token));

        Assert.Equal(many, removed.Distinct().Count());
        Assert.Equal(["kept"], await ParkedAsync(new ParkedFilter(DeliveryFilter.Undelivered), 10));
    }

    [Fact]
    public async Task OfVersions_AreThoseOfTheVersionsAndNoOthers()
    {
        for (var version = 1; version <= 4; version++)
        {
            await AddAsync("f1", "bank", version);
        }

        var found = await Store.OfVersionsAsync("f1", 2, 3, Token);

        Assert.Equal([2L, 3L], found.Select(static versions => versions.Key));
    }

    private static Delivery New(string folder, string endpoint, long version) =>
        new() { Folder = folder, Key = new DeliveryKey(version, NotificationTypes.FolderResolutionChanged, endpoint), At = Payloads.Now };

    private async Task<Delivery> AddAsync(string folder, string endpoint, long version)
    {
        var delivery = New(folder, endpoint, version);
        Assert.True(await Store.TryAddAsync(folder, version, new NotificationData(Payloads.Now, System.Text.Encoding.UTF8.GetBytes($$"""{"v":{{version}}}""")), [delivery], Token));
        return delivery;
    }

    private async Task<ParkedEntry> ParkAsync(string folder, string endpoint, DeliveryState state, DateTimeOffset at)
    {
        var entry = (New(folder, endpoint, 1) with { State = state, At = at, ParkedAt = at.AddSeconds(1) }).ParkedEntry!;
        await Store.ParkAsync(entry, Token);
        return entry;
    }

    private async Task<List<string>> ParkedAsync(ParkedFilter filter, int limit) =>
        [.. (await AllAsync(limit, next => Store.ListParkedAsync(filter, next, limit, Token))).Select(static entry => entry.Folder)];

    private async Task<IEnumerable<string>> ListAsync(DeliveryFilter filter, int limit) =>
        (await AllAsync(limit, next => Store.ListAsync(filter, next, limit, Token))).Select(static stored => stored.Value.Folder).Order(StringComparer.Ordinal);

    private static async Task<List<T>> AllAsync<T>(int limit, Func<string?, Task<PageOf<T>>> list)
    {
        var found = new List<T>();
        string? next = null;
        do
        {
            var page = await list(next);
            Assert.InRange(page.Items.Count, 0, limit);
            found.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);

        return found;
    }
}
