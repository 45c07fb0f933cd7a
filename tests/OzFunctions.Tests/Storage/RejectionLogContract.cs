using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage;

/// <summary>What a log of refused webhooks keeps, whatever is behind it.</summary>
public abstract class RejectionLogContract
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(Payloads.Now.UtcDateTime);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal abstract TableClient Table { get; }

    private RejectionLog Log => new(Table, Guid.NewGuid);

    [Fact]
    public async Task Record_IsListedOnItsDay()
    {
        var rejected = new RejectedWebhook(Payloads.Now, 422, "The payload names no folder.", "folder_id", ["items", "total_count"], 120);

        Assert.True(await Log.RecordAsync(rejected, Token));

        var item = Assert.Single((await Log.ListAsync(Day, null, 10, Token)).Items);
        Assert.Equal(rejected with { FieldNames = item.FieldNames }, item);
        Assert.Equal(rejected.FieldNames, item.FieldNames);
        Assert.Empty((await Log.ListAsync(Day.AddDays(1), null, 10, Token)).Items);
    }

    [Fact]
    public async Task List_IsNewestFirstInPages()
    {
        var log = Log;
        for (var i = 0; i < 5; i++)
        {
            await log.RecordAsync(At(i), Token);
        }

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
    public async Task Records_OfTwoWritersAtOnce_AreAllKept()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Log.RecordAsync(At(i), Token)));

        Assert.Equal(3, (await Log.ListAsync(Day, null, 10, Token)).Items.Count);
    }

    internal static RejectedWebhook At(int second) => new(Payloads.Now.AddSeconds(second), 400, "The body is not JSON.", null, [], second);
}
