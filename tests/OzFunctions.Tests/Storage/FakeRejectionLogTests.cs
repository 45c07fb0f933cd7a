using Azure.Data.Tables;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Webhooks;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

public sealed class FakeRejectionLogTests : RejectionLogContract
{
    private readonly FakeTableClient _table = new();

    internal override TableClient Table => _table;

    [Fact]
    public async Task Record_OverTheDaysLimit_IsDroppedWithoutTouchingTheStorage()
    {
        var token = TestContext.Current.CancellationToken;
        var log = new RejectionLog(_table, Guid.NewGuid);
        for (var i = 0; i < IRejectionLog.MaxPerDay; i++)
        {
            Assert.True(await log.RecordAsync(At(i % 60), token));
        }

        Assert.False(await log.RecordAsync(At(0), token));
        _table.Before = static _ => throw new InvalidOperationException("The storage was asked.");
        Assert.False(await log.RecordAsync(At(0), token));
        _table.Before = static _ => Task.CompletedTask;

        Assert.True(await log.RecordAsync(At(0) with { At = Payloads.Now.AddDays(1) }, token));
        Assert.Equal(IRejectionLog.MaxPerDay + 1, _table.Rows.Count(static row => row.RowKey != "count"));
    }
}
