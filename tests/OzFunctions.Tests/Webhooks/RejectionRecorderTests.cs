using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Storage.Webhooks;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Tests.Webhooks;

/// <summary>The recording of rejected webhooks after their responses. Stopping the recorder records what is pending, so tests need no other wait.</summary>
public sealed class RejectionRecorderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(Payloads.Now);
    private readonly FakeTableClient _table = new() { Exists = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rejected_ManyAtOnce_AreAllRecordedWithFewRequests()
    {
        await RunAsync(recorder => Parallel.For(0, 500, i => recorder.Record(Rejections.At(Payloads.Now, i))));

        Assert.Equal(500, _table.Rows.Count());
        Assert.InRange(_table.TransactionSizes.Count, 500 / 50, 500 / 50 + 5);
    }

    [Fact]
    public async Task Day_ThatIsFull_TakesNoMore_AndTheNextDoes()
    {
        await RunAsync(static recorder =>
        {
            Record(recorder, 3 * RejectionRecorder.MaxPerDay, Payloads.Now);
            Record(recorder, 7, Payloads.Now.AddDays(1));
        });

        Assert.Equal(RejectionRecorder.MaxPerDay + 7, _table.Rows.Count());
    }

    [Fact]
    public async Task Processes_OneAfterTheOther_RecordNoMoreThanOne()
    {
        await RunAsync(static recorder => Record(recorder, 600, Payloads.Now));
        await RunAsync(static recorder => Record(recorder, 600, Payloads.Now));
        await RunAsync(static recorder => Record(recorder, 600, Payloads.Now));

        Assert.Equal(RejectionRecorder.MaxPerDay, _table.Rows.Count());
    }

    [Fact]
    public async Task Record_WhileStorageHangs_ReturnsAndIsWrittenLater()
    {
        var down = true;
        var tried = new TaskCompletionSource();
        _table.Before = _ =>
        {
            tried.TrySetResult();
            return down ? throw new RequestFailedException(503, "busy") : Task.CompletedTask;
        };
        using var recorder = Recorder();
        await recorder.StartAsync(Token);

        Record(recorder, RejectionRecorder.MaxPerDay, Payloads.Now.AddMinutes(-1));
        Record(recorder, RejectionRecorder.MaxPerDay, Payloads.Now.AddDays(1));
        await tried.Task.WaitAsync(Patience, TimeProvider.System, Token);
        down = false;
        var stop = recorder.StopAsync(Token);
        await StoppedAsync(stop);

        Assert.Equal(2 * RejectionRecorder.MaxPerDay, _table.Rows.Count());
    }

    [Fact]
    public async Task Answer_ThatIsLost_RecordsNothingTwice()
    {
        var isLost = true;
        _table.AfterCommit = () => isLost && !(isLost = false) ? throw new RequestFailedException(500, "lost") : Task.CompletedTask;

        await RunAsync(static recorder => Record(recorder, 20, Payloads.Now));

        Assert.Equal(20, _table.Rows.Count());
    }

    [Fact]
    public async Task Fault_OfOurs_CostsItsBatchAndNoMore()
    {
        var isFaulty = true;
        _table.Before = _ => isFaulty && !(isFaulty = false) ? throw new RequestFailedException(400, "refused") : Task.CompletedTask;
        using var recorder = Recorder();
        recorder.Record(Rejections.At(Payloads.Now));
        recorder.Record(Rejections.At(Payloads.Now.AddDays(1)));

        await recorder.StartAsync(Token);
        await recorder.StopAsync(Token);

        Assert.Single(_table.Rows);
        Assert.True(recorder.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Stop_WhileStorageHangs_TakesAFewSeconds()
    {
        _table.Before = static _ => throw new RequestFailedException(503, "busy");
        using var recorder = Recorder();
        recorder.Record(Rejections.At(Payloads.Now));
        await recorder.StartAsync(Token);

        var began = _clock.GetUtcNow();
        var stop = recorder.StopAsync(Token);
        await PassAsync(stop, TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(20));
        await stop;
        Assert.Empty(_table.Rows);
        Assert.InRange(_clock.GetUtcNow() - began, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(60));
    }

    private static void Record(RejectionRecorder recorder, int count, DateTimeOffset at)
    {
        for (var i = 0; i < count; i++)
        {
            recorder.Record(Rejections.At(at, i));
        }
    }

    private RejectionRecorder Recorder() => new(new RejectionLog(_table), Guid.NewGuid, _clock, NullLogger<RejectionRecorder>.Instance);

    private async Task RunAsync(Action<RejectionRecorder> record)
    {
        using var recorder = Recorder();
        record(recorder);
        await recorder.StartAsync(Token);
        await StoppedAsync(recorder.StopAsync(Token));
    }

    // A stop gives up after five seconds, which must not pass while rows are being written, nor before a retry waits for its turn.
    private async Task StoppedAsync(Task stop)
    {
        await PassAsync(stop, TimeSpan.FromSeconds(4), TimeSpan.FromMilliseconds(250));
        await stop.WaitAsync(Patience, TimeProvider.System, Token);
    }

    private async Task PassAsync(Task stop, TimeSpan longest, TimeSpan wait)
    {
        for (var end = _clock.GetUtcNow() + longest; !stop.IsCompleted && _clock.GetUtcNow() < end;)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));

            // Timer callbacks run on other threads and need time to complete before the clock advances again.
            await Task.WhenAny(stop, Task.Delay(wait, TimeProvider.System, Token));
        }
    }
}
