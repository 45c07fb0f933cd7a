using Azure;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

public sealed class HourCountStoreTests
{
    private readonly FakeTableClient _table = new() { Exists = true };

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
