using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

public sealed class BatchedWritesTests
{
    private readonly FakeTableClient _table = new() { Exists = true };
    private readonly FakeTimeProvider _clock = new();
    private readonly TaskCompletionSource _first = new();
    private readonly BatchedWrites _writes;
    private int _operations;

    public BatchedWritesTests()
    {
        _writes = new BatchedWrites(_table, _clock);
        _table.Before = _ => ++_operations == 1 ? _first.Task : Task.CompletedTask;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_DuringAnother_AreBatched()
    {
        var writes = Enumerable.Range(0, 150).Select(i => _writes.WriteAsync(Row($"r{i}"), Token)).ToList();
        Assert.Equal(1, _operations);
        _first.SetResult();
        await Task.WhenAll(writes);

        Assert.Equal(150, _table.Rows.Count());
        Assert.Equal(3, _operations);
        Assert.Equal([100, 49], _table.TransactionSizes);
    }

    [Fact]
    public async Task Row_WrittenTwice_HoldsWhatWasWrittenLast()
    {
        Task[] writes = [_writes.WriteAsync(Row("r", 0), Token), _writes.WriteAsync(Row("r", 1), Token), _writes.WriteAsync(Row("s"), Token), _writes.WriteAsync(Row("r", 2), Token)];
        _first.SetResult();
        await Task.WhenAll(writes);

        Assert.Equal(2, _table.Rows.Single(static row => row.RowKey == "r").GetInt32("Value"));
    }

    [Fact]
    public async Task Partitions_DoNotWaitForEachOther()
    {
        var waiting = _writes.WriteAsync(Row("r"), Token);
        await _writes.WriteAsync(new TableEntity("q", "r"), Token);

        Assert.False(waiting.IsCompleted);
        _first.SetResult();
        await waiting;
    }

    [Fact]
    public async Task FailedWrite_FailsItsBatchOnly()
    {
        var failing = true;
        _table.Before = async operation =>
        {
            await (++_operations == 1 ? _first.Task : Task.CompletedTask);
            if (operation == "transaction" && failing)
            {
                throw new RequestFailedException(503, "No.");
            }
        };
        Task[] writes = [_writes.WriteAsync(Row("r"), Token), _writes.WriteAsync(Row("s"), Token), _writes.WriteAsync(Row("t"), Token)];
        _first.SetResult();

        await writes[0];
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writes[1]);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writes[2]);
        failing = false;
        await _writes.WriteAsync(Row("s"), Token);
        Assert.Equal(2, _table.Rows.Count());
    }

    [Fact]
    public async Task RejectedRow_DoesNotBlockOthers()
    {
        _table.Before = async operation =>
        {
            await (++_operations == 1 ? _first.Task : Task.CompletedTask);
            if (operation == "transaction" || _operations == 3)
            {
                throw new RequestFailedException(400, "No.");
            }
        };
        Task[] writes = [_writes.WriteAsync(Row("r"), Token), _writes.WriteAsync(Row("refused"), Token), _writes.WriteAsync(Row("t"), Token)];
        _first.SetResult();

        await writes[0];
        await Assert.ThrowsAsync<RequestFailedException>(() => writes[1]);
        await writes[2];
        Assert.Equal(["r", "t"], _table.Rows.Select(static row => row.RowKey));
    }

    [Theory]
    [InlineData(409)]
    [InlineData(412)]
    public async Task Conflict_OfUnconditionalWrites_IsAFaultOfTheStorageAndFailsItsRowsOnly(int status)
    {
        _table.Before = async operation =>
        {
            await (++_operations == 1 ? _first.Task : Task.CompletedTask);
            if (operation == "transaction")
            {
                throw new RequestFailedException(status, "Another write is in progress.");
            }
        };
        Task[] writes = [_writes.WriteAsync(Row("r"), Token), _writes.TryWriteAsync([Upsert("s"), Upsert("t")], Token), _writes.WriteAsync(Row("u"), Token)];
        _first.SetResult();

        await writes[0];
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writes[1]);
        await writes[2];
        Assert.Equal(["r", "u"], _table.Rows.Select(static row => row.RowKey));
    }

    [Fact]
    public async Task Conflict_OfASingleWrite_IsAFaultOfTheStorage()
    {
        _table.Before = static _ => throw new RequestFailedException(409, "Another write is in progress.");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _writes.WriteAsync(Row("r"), Token));
    }

    [Fact]
    public async Task RowsThatBelongTogether_AreWrittenWithOneRequestAndNeverApart()
    {
        var first = _writes.WriteAsync(Row("first"), Token);
        var pairs = Enumerable.Range(0, 60).Select(i => _writes.TryWriteAsync([Upsert($"a{i}"), Upsert($"b{i}")], Token)).ToList();
        _first.SetResult();
        await Task.WhenAll([first, .. pairs]);

        Assert.Equal([100, 20], _table.TransactionSizes);
        Assert.Equal(121, _table.Rows.Count());
    }

    [Theory]
    [InlineData(TableTransactionActionType.Delete, "gone")]
    [InlineData(TableTransactionActionType.UpdateReplace, "gone")]
    [InlineData(TableTransactionActionType.Add, "first")]
    public async Task Write_WhoseRowIsNotAsExpected_IsLeftOutAndTheRestTakesOneMoreRequest(TableTransactionActionType type, string key)
    {
        var first = _writes.WriteAsync(Row("first"), Token);
        var pairs = Enumerable.Range(0, 10).Select(i => _writes.TryWriteAsync([Upsert($"a{i}"), i == 4 ? Expecting(type, key) : Upsert($"b{i}")], Token)).ToList();
        _first.SetResult();

        await first;
        Assert.Equal(Enumerable.Range(0, 10).Select(static i => i != 4), await Task.WhenAll(pairs));
        Assert.Equal((3, 1 + 18), (_operations, _table.Rows.Count()));
    }

    [Fact]
    public async Task Write_WhoseRowIsNotAsExpected_IsRefusedAlone()
    {
        _first.SetResult();

        Assert.False(await _writes.TryWriteAsync([Expecting(TableTransactionActionType.Delete, "gone")], Token));
        Assert.Equal(1, _operations);
    }

    [Fact]
    public async Task Rows_OfWhichOneIsWrittenAlready_WaitForTheirTurn()
    {
        Task[] writes = [_writes.WriteAsync(Row("first"), Token), _writes.TryWriteAsync([Upsert("a"), Upsert("b")], Token), _writes.TryWriteAsync([Expecting(TableTransactionActionType.Delete, "b"), Upsert("c")], Token)];
        _first.SetResult();
        await Task.WhenAll(writes);

        Assert.Equal(["a", "c", "first"], _table.Rows.Select(static row => row.RowKey));
        Assert.Equal([2, 2], _table.TransactionSizes);
    }

    [Fact]
    public async Task Write_ThatTakesTooLong_IsGivenUp()
    {
        _table.Before = _ => Task.Delay(BatchedWrites.Limit * 2, _clock, Token);
        var write = _writes.WriteAsync(Row("r"), Token);
        _clock.Advance(BatchedWrites.Limit);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => write);
    }

    [Fact]
    public async Task CancelledWrite_IsNotWrittenLater()
    {
        using var gaveUp = new CancellationTokenSource();
        var first = _writes.WriteAsync(Row("r"), Token);
        var second = _writes.WriteAsync(Row("s"), gaveUp.Token);
        var third = _writes.WriteAsync(Row("t"), Token);
        await gaveUp.CancelAsync();
        _first.SetResult();

        await Task.WhenAll(first, third);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(["r", "t"], _table.Rows.Select(static row => row.RowKey));
    }

    [Fact]
    public async Task Row_ThatAzureWouldRefuse_FailsAlone()
    {
        _first.SetResult();

        await Assert.ThrowsAsync<TableLimitException>(() => _writes.WriteAsync(new TableEntity(new string('p', 600), "r"), Token));
        await _writes.WriteAsync(Row("r"), Token);
    }

    private static TableTransactionAction Upsert(string key) => new(TableTransactionActionType.UpsertReplace, Row(key));

    private static TableTransactionAction Expecting(TableTransactionActionType type, string key) =>
        new(type, Row(key), type is TableTransactionActionType.Add ? default : ETag.All);

    private static TableEntity Row(string key, int value = 0) => new("p", key) { ["Value"] = value };
}
