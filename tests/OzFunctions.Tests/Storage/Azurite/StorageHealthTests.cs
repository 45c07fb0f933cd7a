using Azure.Data.Tables;
using Azure.Storage.Queues;
using OzFunctions.Core;
using OzFunctions.Storage;
using OzFunctions.Storage.Queues;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>The checks of real storage at start-up and in operation.</summary>
[StartsProcesses]
public sealed class StorageHealthTests(AzuriteFixture azurite)
{
    private readonly TableClient _folders = azurite.NewTable();
    private readonly QueueClient _work = azurite.NewQueue();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StorageHealth Health => Of(_folders, _work);

    [Fact]
    public async Task Reaching_ANewAccount_SucceedsWithoutCreatingTheTable()
    {
        await Health.ReachAsync(Token);

        Assert.False(await IsThereAsync());
        Assert.True(await _work.ExistsAsync(Token));
    }

    [Fact]
    public async Task Check_OfAnAccountThatIsNew_MakesWhatAWebhookNeeds()
    {
        await Health.CheckAsync(Token);
        await Health.CheckAsync(Token);

        Assert.True(await IsThereAsync());
        Assert.True(await _work.ExistsAsync(Token));
    }

    // The key is not that of the account.
    [Fact]
    public async Task UnauthorizedTables_AreNotReached()
    {
        var refused = new TableClient(azurite.ConnectionString.Replace("Eby8", "AAAA", StringComparison.Ordinal), _folders.Name);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Of(refused, _work).ReachAsync(Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Of(refused, _work).CheckAsync(Token));
    }

    private static StorageHealth Of(TableClient folders, QueueClient work) => new(new LazyTable(folders), new LazyQueue(work));

    private async Task<bool> IsThereAsync()
    {
        var service = new TableServiceClient(azurite.ConnectionString);
        await foreach (var table in service.QueryAsync(table => table.Name == _folders.Name, cancellationToken: Token))
        {
            return table.Name == _folders.Name;
        }

        return false;
    }
}
