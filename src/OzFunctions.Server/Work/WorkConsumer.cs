using System.Collections.Concurrent;
using OzFunctions.Core;
using OzFunctions.Core.Work;
using OzFunctions.Web.Work;

namespace OzFunctions.Server.Work;

/// <summary>
/// Consumes one queue and handles many messages concurrently. It polls continuously while there are messages, with an exponential backoff while there are
/// none, and at once when this process enqueues one. Messages, credentials and storage failures never end it; only the end of the process does.
/// </summary>
/// <param name="source">The queue.</param>
/// <param name="maxAtOnce">The concurrency limit, in messages.</param>
/// <param name="handler">Handles messages.</param>
/// <param name="lifetime">Signals when the server listens.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class WorkConsumer(IWorkSource source, int maxAtOnce, WorkHandler handler, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<WorkConsumer> logger)
    : ServingService(lifetime)
{
    private const int MaxReceived = 32;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitAfterFault = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Task, byte> _inProgress = new();
    private readonly SemaphoreSlim _slots = new(maxAtOnce);
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly MessageRenewal _renewal = new(source, time, logger);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _slots.Dispose();
        _arrived.Dispose();
    }

    /// <inheritdoc/>
    /// <remarks>Receives nothing more and finishes the work in progress. Messages of unfinished work become visible again.</remarks>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Task.WhenAll(_inProgress.Keys).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger, _inProgress.Count);
        }
    }

    /// <inheritdoc/>
    protected override async Task ServeAsync(CancellationToken stoppingToken)
    {
        source.Arrived += Wake;
        try
        {
            await ConsumeAsync(stoppingToken);
        }
        finally
        {
            source.Arrived -= Wake;
        }
    }

    private async Task ConsumeAsync(CancellationToken stoppingToken)
    {
        var wait = ShortestWait;
        while (true)
        {
            var slots = await AcquireSlotsAsync(stoppingToken);
            var started = 0;
            try
            {
                foreach (var message in await source.ReceiveAsync(slots, stoppingToken))
                {
                    Start(message);
                    started++;
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(e);
                wait = WaitAfterFault;
            }
            finally
            {
                if (slots > started)
                {
                    _slots.Release(slots - started);
                }
            }

            if (started > 0)
            {
                wait = ShortestWait;
                continue;
            }

            await _arrived.WaitAsync(wait, stoppingToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task<int> AcquireSlotsAsync(CancellationToken stoppingToken)
    {
        await _slots.WaitAsync(stoppingToken);
        var slots = 1;
        while (slots < MaxReceived && _slots.Wait(0, CancellationToken.None))
        {
            slots++;
        }

        return slots;
    }

    private void Start(WorkMessage message)
    {
        // On another thread, so that the loop continues to receive.
        var work = Task.Run(() => HandleAsync(message));
        _inProgress.TryAdd(work, 0);
        work.ContinueWith(done => _inProgress.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task HandleAsync(WorkMessage message)
    {
        try
        {
            if (message.Text is not { } text)
            {
                await source.PoisonAsync(message, CancellationToken.None);
                handler.NoteUndecoded(source.Name);
                return;
            }

            var work = handler.RunAsync(source.Name, text, message.EnqueuedAt, CancellationToken.None);
            var current = await _renewal.WhileAsync(message, work);
            await (await work is { } again ? source.RequeueAsync(current, again, time.GetUtcNow(), CancellationToken.None) : source.DeleteAsync(current, CancellationToken.None));
        }
        catch (Exception e)
        {
            // The message was not deleted, so it becomes visible again.
            LogFailure(e);
        }
        finally
        {
            _slots.Release();
        }
    }

    private void LogFailure(Exception e)
    {
        if (e is StoreUnavailableException)
        {
            Log.Unreachable(logger, source.Name, e);
        }
        else
        {
            Log.Fault(logger, source.Name, e);
        }
    }

    private void Wake()
    {
        try
        {
            _arrived.Release();
        }
        catch (SemaphoreFullException)
        {
            // The loop has been woken already.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The work queue {Queue} cannot be reached and will be polled again.")]
        public static partial void Unreachable(ILogger logger, WorkQueueName queue, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Receiving or handling a message of the work queue {Queue} failed unexpectedly and will be retried.")]
        public static partial void Fault(ILogger logger, WorkQueueName queue, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "The process stopped with {Count} unfinished work items. They will become visible in the queue again.")]
        public static partial void Abandoned(ILogger logger, int count);
    }
}
