using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OzFunctions.Core;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Web.Webhooks;

/// <summary>
/// Records rejected webhooks in the background, so that no response waits for storage. For each day (UTC), at least <see cref="MaxPerDay"/> are recorded, or
/// all if there are fewer, however many arrive at once and however long the storage is unreachable, as long as the process lives. So that a faulty sender
/// cannot fill the storage, each process also records at most that many: once a day it counts what is recorded, and adds its own up to the limit.
/// </summary>
/// <param name="log">Stores them.</param>
/// <param name="newId">Generates ids.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log, for failures.</param>
public sealed partial class RejectionRecorder(IRejectionLog log, Func<Guid> newId, TimeProvider time, ILogger<RejectionRecorder> logger) : BackgroundService
{
    /// <summary>How many are recorded for a day.</summary>
    public const int MaxPerDay = 1_000;

    // The Functions host ends the process six seconds after the stop signal.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    // The longest delay is well below the stop timeout, so that a storage that recovers before the end is tried once more.
    private static readonly DoublingDelay RetryDelay = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2));

    // Room for all of today and of yesterday, so that an outage over midnight loses none of either.
    private readonly Channel<IdentifiedRejection> _waiting = Channel.CreateBounded<IdentifiedRejection>(2 * MaxPerDay);
    private readonly Lock _lock = new();
    private (DateOnly Day, int Count) _admitted;
    private (DateOnly Day, int Count) _recorded;
    private int _unrecorded;

    /// <summary>Queues a rejected webhook for recording, unless its day has reached the limit.</summary>
    /// <param name="rejected">The rejected webhook.</param>
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
    /// <remarks>Records what is queued, for five seconds at most.</remarks>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        try
        {
            await (ExecuteTask ?? Task.CompletedTask).WaitAsync(StopTimeout, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // If the host's start failed, recording may have ended before. There is nothing to report then unless webhooks are unrecorded.
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
            // The service was stopped. If the host's start failed, the host would report this exception as a failure of the service.
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
                // A fault of ours must not end this service, because that would end the host. Each rejection was logged when it was queued.
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

    // Webhooks that were queued during the last write are sent with one request.
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
        [LoggerMessage(1, LogLevel.Warning, "{Count} rejected webhooks cannot be recorded now and will be retried.")]
        public static partial void Waiting(ILogger logger, int count, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "{Count} rejected webhooks could not be recorded.")]
        public static partial void NotRecorded(ILogger logger, int count, Exception? exception);

        [LoggerMessage(3, LogLevel.Warning, "The process stopped before all rejected webhooks were recorded.")]
        public static partial void Abandoned(ILogger logger);
    }
}
