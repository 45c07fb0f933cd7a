using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

public sealed class UnconditionalWriteTests
{
    private readonly FakeTableClient _client = new() { Exists = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(409)]
    [InlineData(412)]
    public async Task Write_ThatConflicts_IsAFaultOfTheStorage(int status)
    {
        var table = new LazyTable(_client);
        var transaction = new EntityGroupTransaction("p");
        transaction.Upsert(new TableEntity("p", "r"));
        _client.Before = _ => throw new RequestFailedException(status, "Another write is in progress.");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => table.UpsertAsync(new TableEntity("p", "r"), Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => table.UpsertAsync(transaction, Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => table.RemoveAsync("p", "r", Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => table.RemoveAsync([new TableEntity("p", "r"), new TableEntity("p", "s")], Token));
    }
}
