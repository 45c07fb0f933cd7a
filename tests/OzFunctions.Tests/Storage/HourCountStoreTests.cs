using Azure;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

public sealed class HourCountStoreTests
{
    private readonly FakeTableClient _table = new() { Exists = true };

    [Fact]
    public async Task Hours_AreCountedLatestFirst_EachBeforeTheFoldersOfEarlierHoursAreRead()
    {
        var token = TestContext.Current.CancellationToken;
        var last = IndexHour.Of(Payloads.Now);
        using var store = new HourCountStore(_table);
        foreach (var (back, folders) in ((int, int)[])[(0, 1_000), (2, 1_500), (3, 700)])
        {
            var folder = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", updated: 1)])) with { FirstSeenAt = Payloads.Now.AddHours(-back) };
            for (var i = 0; i < folders; i++)
            {
                await _table.AddEntityAsync(IndexEntity.Of(IndexedFolder.Of(folder) with { FolderId = $"f{i}" }, []), token);
            }
        }

        var counted = new List<(IndexHour Hour, long Total, int Reads)>();
        await foreach (var (hour, counts) in store.CountAsync(new HourSpan(last.Plus(-4), last), token))
        {
            counted.Add((hour, counts.Total, _table.Queries.Count));
        }

        Assert.Equal([(last, 1_000, 2), (last.Plus(-1), 0, 2), (last.Plus(-2), 1_500, 3), (last.Plus(-3), 700, 4), (last.Plus(-4), 0, 4)], counted);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(412)]
    public async Task Dropping_ThatConflicts_IsAFaultOfTheStorageAndTheNextCallDropsTheHoursToo(int status)
    {
        var token = TestContext.Current.CancellationToken;
        using var store = new HourCountStore(_table);
        _table.Before = _ => throw new RequestFailedException(status, "Another write is in progress.");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.DropAsync([new IndexHour(1)], token));
        _table.Before = static _ => Task.CompletedTask;

        await store.DropAsync([new IndexHour(2)], token);

        Assert.Equal([1, 2], _table.Rows.Select(static row => FolderKeys.HourOf(row.RowKey).Number).Order());
    }
}
