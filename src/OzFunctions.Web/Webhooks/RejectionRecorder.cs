using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OzFunctions.Core;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Web.Webhooks;

/// <summary>
/// Records refused webhooks beside their answers: no refusal waits for storage. Of a day (UTC) at least <see cref="MaxPerDay"/> are recorded, however
/// many come at once and however long storage cannot be reached, as long as the process lives; and so that a broken sender cannot fill the storage,
/// at most so many by each process that runs at the time. A process counts once a day what is recorded, and adds its own until there are so many.
/// </summary>
/// <param name="log">Where they are recorded.</param>
/// <param name="newId">Makes ids.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where failures are reported.</param>
public sealed partial class RejectionRecorder(IRejectionLog log, Func<Guid> newId, TimeProvider time, ILogger<RejectionRecorder> logger) : BackgroundService
{
    /// <summary>How many are recorded of a day.</summary>
    public const int MaxPerDay = 1_000;

    // The Functions host ends the process six seconds after it told it to stop.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    // The longest is well within the above, so that storage that is back by the end is tried once more.
    private static readonly DoublingDelay RetryDelay = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2));

    // All of today and all of yesterday: an outage over midnight loses none of either.
    private readonly Channel<IdentifiedRejection> _waiting = Channel.CreateBounded<IdentifiedRejection>(2 * MaxPerDay);
    private readonly Lock _lock = new();
    private (DateOnly Day, int Count) _admitted;
    private (DateOnly Day, int Count) _recorded;
    private int _unrecorded;

    /// <summary>Has a refused webhook recorded soon, unless its day has enough.</summary>
    /// <param name="rejected">The refused webhook.</param>
    public void Record(RejectedWebhook rejected)
    {
        var one = new IdentifiedRejection(newId(), rejected);
        if (!IsAdmitted(one.Day))
        {
            return;
        }

        Interlocked.Increment(ref _unrecorded);
        if (!_waiting.Writer.TryWrite(one))
        {
            Interlocked.Decrement(ref _unrecorded);
            Log.NotRecorded(logger, 1, null);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Records what waits, for a few seconds at most.</remarks>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        try
        {
            await (ExecuteTask ?? Task.CompletedTask).WaitAsync(StopPatience, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // A start that failed may have ended the recording before; then there is nothing to tell.
            if (Volatile.Read(ref _unrecorded) > 0)
            {
                Log.Abandoned(logger);
            }
        }

        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RecordAllAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop. The host would take it for a failure of this service, where the start itself has failed.
        }
    }

    private async Task RecordAllAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            var batch = TakeBatch();
            try
            {
                await RecordAsync(batch, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // A fault of ours must end neither this service nor, with it, the host. The log has told each refusal.
                Log.NotRecorded(logger, batch.Count, e);
            }

            Interlocked.Add(ref _unrecorded, -batch.Count);
        }
    }

    private bool IsAdmitted(DateOnly day)
    {
        lock (_lock)
        {
            _admitted = (day, _admitted.Day == day ? _admitted.Count + 1 : 1);
            return _admitted.Count <= MaxPerDay;
        }
    }

    // What came while the last batch was written goes with one request.
    private List<IdentifiedRejection> TakeBatch()
    {
        var batch = new List<IdentifiedRejection>();
        while (batch.Count < IRejectionLog.MaxAtOnce && _waiting.Reader.TryPeek(out var next) && (batch.Count == 0 || next.Day == batch[0].Day))
        {
            _waiting.Reader.TryRead(out _);
            batch.Add(next);
        }

        return batch;
    }

    private async Task RecordAsync(List<IdentifiedRejection> batch, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await RecordOnceAsync(batch, cancellationToken);
                return;
            }
            catch (StoreUnavailableException e)
            {
                if (tries == 0)
                {
                    Log.Waiting(logger, batch.Count, e);
                }

                await Task.Delay(RetryDelay.After(tries), time, cancellationToken);
            }
        }
    }

    private async Task RecordOnceAsync(List<IdentifiedRejection> batch, CancellationToken cancellationToken)
    {
        var day = batch[0].Day;
        if (_recorded.Day != day)
        {
            _recorded = (day, await log.CountAsync(day, MaxPerDay, cancellationToken));
        }

        if (Math.Min(batch.Count, MaxPerDay - _recorded.Count) is > 0 and var room)
        {
            await log.RecordAsync(batch[..room], cancellationToken);
            _recorded.Count += room;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} refused webhooks cannot be recorded now; trying again.")]
        public static partial void Waiting(ILogger logger, int count, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "{Count} refused webhooks could not be recorded.")]
        public static partial void NotRecorded(ILogger logger, int count, Exception? exception);

        [LoggerMessage(3, LogLevel.Warning, "Stopped before all refused webhooks were recorded.")]
        public static partial void Abandoned(ILogger logger);
    }
}
