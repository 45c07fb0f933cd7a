using Azure;
using Azure.Data.Tables;
using OzFunctions.Benchmarks.Scale.Tables;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.Storage.CountedTables;

/// <summary>The table server of the benchmarks, which counts scanned rows, responds as Azurite does.</summary>
[StartsProcesses]
public sealed class TableServerTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task WritesAndReads_MatchAzurite() => CompareAsync(static async (table, seen) =>
    {
        await seen.TryAsync("insert without a table", () => table.AddEntityAsync(Row("p", "r"), Token));
        await seen.TryAsync("read without a table", () => table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Token));
        await seen.QueryAsync(table, "PartitionKey eq 'p'");
        await seen.TryAsync("transaction without a table", () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("p", "r"))], Token));
        await seen.TryAsync("create", () => table.CreateAsync(Token));
        await seen.TryAsync("create again", () => table.CreateAsync(Token));
        await seen.TryAsync("read nothing", () => table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Token));

        var inserted = await seen.TryAsync("insert", () => table.AddEntityAsync(Row("p", "r"), Token));
        await seen.TryAsync("insert again", () => table.AddEntityAsync(Row("p", "r"), Token));
        await seen.TryAsync("read", () => table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Token));
        await seen.TryAsync("read columns", () => table.GetEntityIfExistsAsync<TableEntity>("p", "r", ["RowKey", "Text", "Long"], Token));

        var other = new TableEntity("p", "r") { ["Text"] = "other", ["Added"] = 1.5 };
        var replaced = await seen.TryAsync("replace", () => table.UpdateEntityAsync(other, inserted!.Headers.ETag!.Value, TableUpdateMode.Replace, Token));
        await seen.TryAsync("replace what changed", () => table.UpdateEntityAsync(other, inserted!.Headers.ETag!.Value, TableUpdateMode.Replace, Token));
        await seen.TryAsync("replace what is not there", () => table.UpdateEntityAsync(Row("p", "none"), ETag.All, TableUpdateMode.Replace, Token));
        await seen.TryAsync("merge", () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["More"] = 2 }, replaced!.Headers.ETag!.Value, TableUpdateMode.Merge, Token));
        await seen.TryAsync("upsert by merge", () => table.UpsertEntityAsync(new TableEntity("p", "r") { ["Text"] = "merged" }, TableUpdateMode.Merge, Token));
        await seen.TryAsync("read what was merged", () => table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Token));
        await seen.TryAsync("upsert", () => table.UpsertEntityAsync(Row("p", "new"), TableUpdateMode.Replace, Token));
        await seen.TryAsync("delete what changed", () => table.DeleteEntityAsync("p", "r", replaced!.Headers.ETag!.Value, Token));
        await seen.TryAsync("delete", () => table.DeleteEntityAsync("p", "r", ETag.All, Token));
        await seen.TryAsync("delete what is not there", () => table.DeleteEntityAsync("p", "r", ETag.All, Token));

        foreach (var key in (string[])["a b", "it's", "ü", "a|b", "a%b", "a%25b", "a+b", "a,b", "(a)", "a=b&c", ""])
        {
            await seen.TryAsync($"insert {key}", () => table.AddEntityAsync(new TableEntity(key, key), Token));
            await seen.TryAsync($"read {key}", () => table.GetEntityIfExistsAsync<TableEntity>(key, key, cancellationToken: Token));
            await seen.QueryAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}"));
            await seen.TryAsync($"delete {key}", () => table.DeleteEntityAsync(key, key, ETag.All, Token));
        }
    });

    [Fact]
    public Task Filters_MatchAzurite() => CompareAsync(static async (table, seen) =>
    {
        await table.CreateAsync(Token);
        foreach (var (i, partition) in ((string[])["a", "a", "a", "b", "b", "c", "Z", "a|1"]).Index())
        {
            await table.AddEntityAsync(Row(partition, $"r{i}", i), Token);
        }

        await table.AddEntityAsync(new TableEntity("d", "bare"), Token);
        string?[] filters =
        [
            null,
            TableClient.CreateQueryFilter($"PartitionKey eq {"a"}"),
            TableClient.CreateQueryFilter($"PartitionKey eq {"a"} and RowKey ge {"r1"} and RowKey le {"r2"}"),
            TableClient.CreateQueryFilter($"PartitionKey eq {"a"} and RowKey ne {"r1"}"),
            TableClient.CreateQueryFilter($"PartitionKey gt {"a"} and PartitionKey lt {"c"}"),
            TableClient.CreateQueryFilter($"PartitionKey ge {"a|"} and PartitionKey lt {"a}"} and RowKey gt {"r5"}"),
            TableClient.CreateQueryFilter($"PartitionKey le {"a"} and Time lt {At(2)}"),
            TableClient.CreateQueryFilter($"RowKey eq {"r4"}"),
            TableClient.CreateQueryFilter($"(PartitionKey eq {"a"} and RowKey gt {"r1"}) or PartitionKey gt {"a"}"),
            TableClient.CreateQueryFilter($"Number ge {3} and (Text eq {"text 3"} or Text eq {"text 5"})"),
            TableClient.CreateQueryFilter($"not (Number ge {3})"),
            TableClient.CreateQueryFilter($"Long eq {4L + int.MaxValue}"),
            TableClient.CreateQueryFilter($"Double gt {2.5}"),
            TableClient.CreateQueryFilter($"Flag eq {true}"),
            TableClient.CreateQueryFilter($"Flag ne {true} and Text ne {"text 1"}"),
            TableClient.CreateQueryFilter($"Id eq {IdOf(5)}"),
            TableClient.CreateQueryFilter($"Bytes eq {(byte[])[1, 2, 3]}"),
            TableClient.CreateQueryFilter($"Time ge {At(6)}"),
        ];
        foreach (var filter in filters)
        {
            await seen.QueryAsync(table, filter, "PartitionKey", "RowKey");
        }

        await seen.QueryAsync(table, "PartitionKey eq 'a'", "RowKey", "Text", "Missing");
    });

    [Fact]
    public Task Transactions_MatchAzurite() => CompareAsync(static async (table, seen) =>
    {
        await table.CreateAsync(Token);
        await table.SubmitTransactionAsync([.. Enumerable.Range(0, 4).Select(static i => new TableTransactionAction(TableTransactionActionType.Add, Row("p", $"r{i}")))], Token);
        var first = (await table.GetEntityAsync<TableEntity>("p", "r0", cancellationToken: Token)).Value;
        TableTransactionAction[] good =
        [
            new(TableTransactionActionType.UpdateReplace, Row("p", "r0", 9), first.ETag),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "r1") { ["More"] = "ü '\"\r\n--changeset" }, ETag.All),
            new(TableTransactionActionType.UpsertReplace, Row("p", "r2", 7)),
            new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "r5") { ["More"] = 1 }),
            new(TableTransactionActionType.Delete, new TableEntity("p", "r3"), ETag.All),
            new(TableTransactionActionType.Add, Row("p", "it's r6")),
        ];

        await seen.TryAsync("all kinds", () => table.SubmitTransactionAsync(good, Token));
        await seen.QueryAsync(table, null);
        await seen.TryAsync("one changed", () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("p", "r8")), new(TableTransactionActionType.UpdateReplace, Row("p", "r0"), first.ETag)], Token));
        await seen.TryAsync("one exists", () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("p", "r8")), new(TableTransactionActionType.Delete, Row("p", "r0"), ETag.All), new(TableTransactionActionType.Add, Row("p", "r1"))], Token));
        await seen.TryAsync("one is missing", () => table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, Row("p", "none"), ETag.All), new(TableTransactionActionType.Delete, Row("p", "r0"), ETag.All)], Token));
        await seen.QueryAsync(table, null, "RowKey");
    });

    [Fact]
    public Task Pages_MatchAzurite() => CompareAsync(static async (table, seen) =>
    {
        await table.CreateAsync(Token);
        foreach (var some in Enumerable.Range(0, 1_100).Chunk(100))
        {
            await table.SubmitTransactionAsync(some.Select(static i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:D4}") { ["Odd"] = i % 2 == 1 })), Token);
        }

        foreach (var (filter, size) in ((string, int?)[])[("PartitionKey eq 'p'", null), ("PartitionKey eq 'p'", 400), ("Odd eq true", 200), ("PartitionKey eq 'p' and RowKey lt '0100'", 100)])
        {
            string? next = null;
            do
            {
                // Each page is requested separately, as a caller does that returns with a continuation.
                await using var pages = table.QueryAsync<TableEntity>(filter, size, cancellationToken: Token).AsPages(next).GetAsyncEnumerator(Token);
                Assert.True(await pages.MoveNextAsync());
                next = pages.Current.ContinuationToken;
                seen.Note($"{filter}: {pages.Current.Values.Count} rows, {pages.Current.Values[0].RowKey} to {pages.Current.Values[^1].RowKey}, {(next is null ? "the last" : "more")}");
            }
            while (next is not null);
        }
    });

    [Fact]
    public async Task LimitsOfAzure_MissingInAzurite_AreEnforced()
    {
        await using var server = await TableServer.StartAsync();
        var (table, seen) = (Client(server, "Limits"), new Transcript());
        await table.CreateAsync(Token);

        await seen.TryAsync("101 operations", () => table.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(static i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}"))), Token));
        await seen.TryAsync("5 MiB", () => table.SubmitTransactionAsync(Enumerable.Range(0, 80).Select(static i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}") { ["Bytes"] = new byte[60_000] })), Token));
        await seen.TryAsync("a row twice", () => table.SubmitTransactionAsync(Enumerable.Range(0, 2).Select(static _ => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity("p", "r"))), Token));
        await seen.TryAsync("a long property", () => table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = new string('x', 33_000) }, Token));
        await seen.TryAsync("a large entity", () => table.AddEntityAsync(Wide(20, 60_000), Token));
        await seen.TryAsync("253 properties", () => table.AddEntityAsync(Wide(253, 1), Token));
        await seen.TryAsync("253 properties after a merge", () => table.AddEntityAsync(Wide(252, 1), Token));
        await seen.TryAsync("253 properties after a merge", () => table.UpdateEntityAsync(new TableEntity("p", "wide") { ["More"] = 1 }, ETag.All, TableUpdateMode.Merge, Token));
        await seen.TryAsync("a long key", () => table.AddEntityAsync(new TableEntity("p", new string('x', 513)), Token));
        await seen.TryAsync("a slash in a key", () => table.AddEntityAsync(new TableEntity("p", "a/b"), Token));
        await seen.QueryAsync(table, "startswith(PartitionKey, 'p')");

        Assert.Equal(
            [
                "101 operations: 400 InvalidInput of operation 99",
                "5 MiB: 413 RequestBodyTooLarge",
                "a row twice: 400 InvalidDuplicateRow of operation 1",
                "a long property: 400 PropertyValueTooLarge",
                "a large entity: 400 EntityTooLarge",
                "253 properties: 400 TooManyProperties",
                "253 properties after a merge: 204 with a mark",
                "253 properties after a merge: 400 TooManyProperties",
                "a long key: 400 KeyValueTooLarge",
                "a slash in a key: 400 OutOfRangeInput",
                "query startswith(PartitionKey, 'p') of :",
                "  501 NotImplemented",
            ],
            seen.Lines);
        Assert.Contains("startswith", Assert.Single(server.Service.Unknown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScannedRows_AreThoseOfTheKeyRange_AndTenThousandAPageAtMost()
    {
        await using var server = await TableServer.StartAsync();
        var table = Client(server, "Counted");
        await table.CreateAsync(Token);
        foreach (var (partition, rows) in ((string, int)[])[("a", 100), ("b", 12_000), ("c", 100)])
        {
            foreach (var some in Enumerable.Range(0, rows).Chunk(100))
            {
                await table.SubmitTransactionAsync(some.Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, $"{i:D5}") { ["Number"] = i })), Token);
            }
        }

        Assert.Equal((1, 100, 1), await CostAsync("PartitionKey eq 'a' and Number eq 7"));
        Assert.Equal((1, 20, 20), await CostAsync("PartitionKey eq 'b' and RowKey ge '00010' and RowKey lt '00030'"));
        Assert.Equal((2, 12_000, 1), await CostAsync("PartitionKey eq 'b' and Number eq 11500"));
        Assert.Equal((2, 12_200, 3), await CostAsync("Number eq 7"));
        Assert.Equal((1, 100, 0), await CostAsync("PartitionKey gt 'b' and RowKey gt '5'"));
        Assert.Equal((2, 1_500, 1_500), await CostAsync("PartitionKey eq 'b' and RowKey lt '01500'"));

        async Task<(long Requests, long LookedOver, long Returned)> CostAsync(string filter)
        {
            var before = Queries();
            await foreach (var _ in table.QueryAsync<TableEntity>(filter, cancellationToken: Token))
            {
                // The server counts the rows.
            }

            var cost = Queries() - before;
            return (cost.Requests, cost.LookedOver, cost.Returned);
        }

        TableFigures Queries() =>
            server.Service.Counts.Read().SingleOrDefault(static count => count.Kind is TableOperation.Query)?.Figures ?? default;
    }

    private static TableEntity Wide(int properties, int bytes)
    {
        var entity = new TableEntity("p", "wide");
        for (var i = 0; i < properties; i++)
        {
            entity[$"Property{i}"] = new byte[bytes];
        }

        return entity;
    }

    private static TableClient Client(TableServer server, string table) =>
        new(new Uri(server.Url, "account"), table, new TableSharedKeyCredential("account", Convert.ToBase64String(new byte[8])));

    private static TableEntity Row(string partitionKey, string rowKey, int number = 1) => new(partitionKey, rowKey)
    {
        ["Text"] = $"text {number}",
        ["Empty"] = "",
        ["Odd"] = "ü '\"\\\r\n<&>",
        ["Number"] = number,
        ["Long"] = (long)number + int.MaxValue,
        ["Double"] = number + 0.25,
        ["Whole"] = (double)number,
        ["Flag"] = number % 2 == 1,
        ["Time"] = At(number),
        ["Id"] = IdOf(number),
        ["Bytes"] = (byte[])[(byte)number, 2, 3],
        ["Null"] = null,
    };

    // Always seven digits, because Azurite compares times as texts.
    private static DateTimeOffset At(int number) => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(number).AddTicks(1_234_567);

    private static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);

    private async Task CompareAsync(Func<TableClient, Transcript, Task> play)
    {
        await using var server = await TableServer.StartAsync();
        var table = azurite.NewTable();
        var (real, counted) = (new Transcript(), new Transcript());

        await play(table, real);
        await play(Client(server, table.Name), counted);

        Assert.Empty(server.Service.Unknown);
        Assert.Equal(real.Lines, counted.Lines);
    }
}
