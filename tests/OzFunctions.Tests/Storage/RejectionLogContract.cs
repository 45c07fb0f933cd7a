using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage;

/// <summary>The contract of a log of rejected webhooks, for every implementation.</summary>
public abstract class RejectionLogContract
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(Payloads.Now.UtcDateTime);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal abstract TableClient Table { get; }

    private RejectionLog Log => new(Table);

    [Fact]
    public async Task Record_IsListedOnItsDay()
    {
        var rejected = new RejectedWebhook(Payloads.Now, 422, "The payload names no folder.", "folder_id", ["items", "total_count"], 120);

        await Log.RecordAsync(Rejections.Batch(rejected), Token);

        var item = Assert.Single((await Log.ListAsync(Day, null, 10, Token)).Items);
        Assert.Equal(rejected with { FieldNames = item.FieldNames }, item);
        Assert.Equal(rejected.FieldNames, item.FieldNames);
        Assert.Empty((await Log.ListAsync(Day.AddDays(1), null, 10, Token)).Items);
    }

    [Fact]
    public async Task List_IsNewestFirstInPages()
    {
        var log = Log;
        await log.RecordAsync(Rejections.Batch(At(3), At(0), At(4)), Token);
        await log.RecordAsync(Rejections.Batch(At(2), At(1)), Token);

        var first = await log.ListAsync(Day, null, 3, Token);
        var second = await log.ListAsync(Day, first.Next, 3, Token);

        Assert.Equal([4L, 3L, 2L], first.Items.Select(static item => item.BodyBytes));
        Assert.Equal([1L, 0L], second.Items.Select(static item => item.BodyBytes));
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("' or 'a' eq 'a")]
    public async Task List_WithAnAlteredContinuation_IsRefused(string continuation) =>
        await Assert.ThrowsAsync<InvalidContinuationException>(() => Log.ListAsync(Day, continuation, 3, Token));

    [Fact]
    public async Task Batch_ThatIsRecordedAgain_IsThereOnce()
    {
        var batch = Rejections.Batch(At(0), At(0));

        await Log.RecordAsync(batch, Token);
        await Log.RecordAsync(batch, Token);

        Assert.Equal(2, (await Log.ListAsync(Day, null, 10, Token)).Items.Count);
    }

    [Fact]
    public async Task Batch_OfTheLargestRecords_FitsARequest()
    {
        var largest = new RejectedWebhook(
            Payloads.Now, 422, new string('r', 1_000), new string('f', 1_000), [.. Enumerable.Range(0, 40).Select(static i => $"{i:D2}{new string('n', 62)}")], long.MaxValue);

        await Log.RecordAsync(Rejections.Batch([.. Enumerable.Repeat(largest, IRejectionLog.MaxAtOnce)]), Token);

        Assert.Equal(IRejectionLog.MaxAtOnce, await Log.CountAsync(Day, 1_000, Token));
    }

    [Fact]
    public async Task Records_OfManyWritersAtOnce_AreAllKeptAndCounted()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Log.RecordAsync(Rejections.Batch(At(i), At(i)), Token)));

        Assert.Equal(40, await Log.CountAsync(Day, 1_000, Token));
        Assert.Equal(0, await Log.CountAsync(Day.AddDays(-1), 1_000, Token));
    }

    private static RejectedWebhook At(int second) => Rejections.At(Payloads.Now.AddSeconds(second), second);
}
