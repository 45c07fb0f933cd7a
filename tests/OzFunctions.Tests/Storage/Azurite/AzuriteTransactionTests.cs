using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Sas;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>Our transactions on a service that validates signatures, keys and ETags itself.</summary>
[StartsProcesses]
public sealed class AzuriteTransactionTests(AzuriteFixture azurite)
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 256).Select(static i => (byte)i)];

    private readonly TableClient _table = azurite.NewTable();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_OfEveryType_IsReadBackAsItWasWritten()
    {
        var row = new TableEntity("it's | ü", "change|it's ü")
        {
            ["Text"] = "It's \"ü\" \ud83d\ude00\r\n", ["Int"] = int.MinValue, ["Long"] = long.MaxValue, ["Flag"] = true, ["Double"] = 0.1 + 0.2,
            ["Guid"] = new Guid("7b3c1b4e-1df1-4c1f-8a60-0f8f2a2f9b11"), ["Bytes"] = Bytes, ["Time"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(6), ["Null"] = null,
        };
        var transaction = new EntityGroupTransaction(row.PartitionKey);
        transaction.Insert(row);
        transaction.Upsert(new TableEntity(row.PartitionKey, "other"));

        var etags = await new LazyTable(_table).TrySubmitAsync(transaction, Token);

        var read = (await _table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: Token)).Value;
        Assert.Equal(etags![0], read.ETag.ToString());
        Assert.False(read.ContainsKey("Null"));
        Assert.Equal(row.Where(static property => property.Value is not null), read.Where(property => row.ContainsKey(property.Key)));
    }

    [Fact]
    public async Task Row_ThatWasChangedMeanwhile_FailsTheTransactionAndLeavesTheOthersAsTheyWere()
    {
        var table = new LazyTable(_table);
        var etag = (await table.TrySubmitAsync(Of(transaction => transaction.Insert(Row("a", 1))), Token))![0]!;
        Assert.NotNull(await table.TrySubmitAsync(Of(transaction => transaction.Replace(Row("a", 2), new ETag(etag))), Token));

        var late = Of(transaction =>
        {
            transaction.Insert(Row("b", 1));
            transaction.Merge(Row("a", 3), new ETag(etag));
            transaction.Upsert(Row("c", 1));
        });

        Assert.Null(await table.TrySubmitAsync(late, Token));
        var e = await Assert.ThrowsAsync<TableTransactionFailedException>(() => _table.SubmitTransactionAsync(late.Actions, Token));
        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (e.Status, e.ErrorCode, e.FailedTransactionActionIndex));
        Assert.Equal(2, (await table.FindAsync("p", "a", Token))!.GetInt32("Value"));
        Assert.Null(await table.FindAsync("p", "b", Token));
    }

    [Fact]
    public async Task Rows_AreDeletedTogether()
    {
        var table = new LazyTable(_table);
        var etags = await table.TrySubmitAsync(Of(transaction =>
        {
            transaction.Insert(Row("a", 1));
            transaction.Insert(Row("it's", 1));
        }), Token);

        Assert.NotNull(await table.TrySubmitAsync(Of(transaction =>
        {
            transaction.Delete(Row("a", 0), new ETag(etags![0]!));
            transaction.Delete(Row("it's", 0), ETag.All);
        }), Token));
        Assert.Empty(await table.FirstAsync("PartitionKey eq 'p'", columns: null, limit: 10, Token));
    }

    [Fact]
    public async Task SharedAccessSignature_LetsTransactionsIn()
    {
        var account = new TableServiceClient(azurite.ConnectionString);
        var sas = account.GenerateSasUri(TableAccountSasPermissions.All, TableAccountSasResourceTypes.All, TimeProvider.System.GetUtcNow().AddHours(1));
        var connectionString = $"TableEndpoint={sas.GetLeftPart(UriPartial.Path)};SharedAccessSignature={sas.Query}";
        var table = new LazyTable(new LeanTableServiceClient(connectionString, new TableClientOptions()).GetTableClient(_table.Name));

        Assert.NotNull(await table.TrySubmitAsync(Of(transaction => transaction.Insert(Row("a", 1))), Token));
        Assert.Equal(1, (await new LazyTable(_table).FindAsync("p", "a", Token))!.GetInt32("Value"));
    }

    private static EntityGroupTransaction Of(Action<EntityGroupTransaction> fill)
    {
        var transaction = new EntityGroupTransaction("p");
        fill(transaction);
        return transaction;
    }

    private static TableEntity Row(string key, int value) => new("p", key) { ["Value"] = value };
}
