using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Folders;

public sealed class LatestHoursTests
{
    private static readonly IndexHour Now = IndexHour.Of(Payloads.Now);

    private readonly FakeHourCounts _counts = new();
    private readonly LatestHours _latest;

    public LatestHoursTests() => _latest = new LatestHours(_counts, new FakeTimeProvider(Payloads.Now), Token);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counting_WhoseFirstCallerGivesUp_GoesOnForTheOthers()
    {
        var slow = new TaskCompletionSource();
        _counts.Before = _ => slow.Task;
        using var patience = new CancellationTokenSource();
        var first = _latest.FindAsync(patience.Token);
        var second = _latest.FindAsync(Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        slow.SetResult();

        Assert.Equal(1, (await second)[Now].Total);
        Assert.Single(_counts.Counted, Now);
    }

    [Fact]
    public async Task Counting_ThatFails_IsRepeatedByTheNextCall()
    {
        _counts.Before = static _ => throw new StoreUnavailableException("Busy.");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _latest.FindAsync(Token));
        _counts.Before = static _ => Task.CompletedTask;

        Assert.Equal(1, (await _latest.FindAsync(Token))[Now].Total);
    }
}
