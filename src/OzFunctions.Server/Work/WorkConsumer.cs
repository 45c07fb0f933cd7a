using System.Collections.Concurrent;
using OzFunctions.Core;
using OzFunctions.Core.Work;
using OzFunctions.Web.Work;

namespace OzFunctions.Server.Work;

/// <summary>
/// Takes work from one queue and does it, many items at once: it polls without a pause while there is some, ever more seldom while there is
/// none, and at once when this very process adds some. Nothing but the end of the process ends it: no message, no credential, no fault of the storage.
/// </summary>
/// <param name="source">The queue.</param>
/// <param name="maxAtOnce">How many items are under way at once.</param>
/// <param name="entry">Does the work.</param>
/// <param name="lifetime">Tells when the server listens.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where faults of the queue are reported.</param>
internal sealed partial class WorkConsumer(IWorkSource source, int maxAtOnce, WorkEntry entry, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<WorkConsumer> logger)
    : ServingService(lifetime)
{
    private const int MaxTaken = 32;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitAfterFault = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private readonly SemaphoreSlim _places = new(maxAtOnce);
    private readonly SemaphoreSlim _arrived = new(0, 1);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _places.Dispose();
        _arrived.Dispose();
    }

    /// <inheritdoc/>
    /// <remarks>Takes nothing more and finishes what is under way. What the host does not wait for comes again.</remarks>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Task.WhenAll(_underWay.Keys).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger, _underWay.Count);
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
            var places = await TakePlacesAsync(stoppingToken);
            var begun = 0;
            try
            {
                foreach (var message in await source.ReceiveAsync(places, stoppingToken))
                {
                    Begin(message);
                    begun++;
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Note(e);
                wait = WaitAfterFault;
            }
            finally
            {
                if (places > begun)
                {
                    _places.Release(places - begun);
                }
            }

            if (begun > 0)
            {
                wait = ShortestWait;
                continue;
            }

            await _arrived.WaitAsync(wait, stoppingToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task<int> TakePlacesAsync(CancellationToken stoppingToken)
    {
        await _places.WaitAsync(stoppingToken);
        var places = 1;
        while (places < MaxTaken && _places.Wait(0, CancellationToken.None))
        {
            places++;
        }

        return places;
    }

    private void Begin(WorkMessage message)
    {
        // Not on this thread: the loop goes on taking while the work begins.
        var work = Task.Run(() => DoAsync(message));
        _underWay.TryAdd(work, 0);
        work.ContinueWith(done => _underWay.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task DoAsync(WorkMessage message)
    {
        try
        {
            if (message.Text is not { } text)
            {
                await source.PoisonAsync(message, CancellationToken.None);
                entry.NoteUndecoded(source.Name);
                return;
            }

            var work = entry.RunAsync(source.Name, text, message.EnqueuedAt, CancellationToken.None);
            await source.DeleteAsync(await HeldAsync(message, work), CancellationToken.None);
        }
        catch (Exception e)
        {
            // The message was not deleted, so it comes again.
            Note(e);
        }
        finally
        {
            _places.Release();
        }
    }

    // What came again while it is under way would be done twice, and each would put back what is left to do: a storage that is slow would get ever more messages.
    private async Task<WorkMessage> HeldAsync(WorkMessage message, Task work)
    {
        while (true)
        {
            await work.WaitAsync(source.VisibilityTimeout / 2, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (work.IsCompleted)
            {
                await work;
                return message;
            }

            try
            {
                message = await source.RenewAsync(message, CancellationToken.None);
            }
            catch (Exception e)
            {
                // Whatever it was: the work goes on, and is waited for.
                Log.NotRenewed(logger, e);
            }
        }
    }

    private void Note(Exception e)
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
            // It is awake already.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The work queue {Queue} cannot be reached; trying again.")]
        public static partial void Unreachable(ILogger logger, WorkQueueName queue, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Taking or handling a message of the work queue {Queue} failed for a reason that is not foreseen; trying again.")]
        public static partial void Fault(ILogger logger, WorkQueueName queue, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "Stopped with {Count} work items under way; they come again.")]
        public static partial void Abandoned(ILogger logger, int count);

        [LoggerMessage(4, LogLevel.Warning, "A message whose work takes long could not be kept away from others; it may be handled twice.")]
        public static partial void NotRenewed(ILogger logger, Exception exception);
    }
}
