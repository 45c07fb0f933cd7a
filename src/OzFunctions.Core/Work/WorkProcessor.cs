using OzFunctions.Core.Endpoints;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Work;

/// <summary>Handles queue messages. When this returns, the caller replaces the message by <see cref="WorkReport.Again"/>, or deletes it if there is nothing to replace it.</summary>
/// <param name="queue">The queue.</param>
/// <param name="changes">Follows up changes.</param>
/// <param name="deliveries">Handles deliveries.</param>
/// <param name="probes">Probes endpoints.</param>
/// <param name="refreshes">Polls Oz.</param>
/// <param name="runs">Handles runs.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class WorkProcessor(
    IWorkQueue queue,
    ChangeFollowUp changes,
    NotificationDelivery deliveries,
    EndpointProbes probes,
    FolderRefresh refreshes,
    RunSteps runs,
    Func<double> random)
{
    /// <summary>How often an item may fail because of an internal error before it is moved to the poison queue.</summary>
    public const int MaxFailures = 5;

    private static readonly DoublingDelay Delay = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    /// <summary>Handles a message.</summary>
    /// <param name="from">The queue of the message.</param>
    /// <param name="text">The text of the message.</param>
    /// <param name="cancellationToken">Cancels the operation; the message must then stay on the queue.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="StoreUnavailableException">The queue cannot be reached either: the message must stay.</exception>
    public async Task<WorkReport> ProcessAsync(WorkQueueName from, string text, CancellationToken cancellationToken)
    {
        if (WorkFormat.Read(text) is not { } item)
        {
            await queue.PoisonAsync(from, text, cancellationToken);
            return new WorkReport(WorkResult.Poisoned, "A message that is not a work item was moved to the poison queue.");
        }

        return await TryAsync(item, cancellationToken) with { Item = item };
    }

    /// <summary>Moves a message that was received too often to the poison queue, without handling it.</summary>
    /// <param name="from">The queue of the message.</param>
    /// <param name="text">The text of the message.</param>
    /// <param name="failure">The last failure; null when it is unknown.</param>
    /// <param name="cancellationToken">Cancels the operation; the message must then stay on the queue.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="StoreUnavailableException">The queue cannot be reached: the message must stay.</exception>
    public async Task<WorkReport> GiveUpAsync(WorkQueueName from, string text, Exception? failure, CancellationToken cancellationToken)
    {
        if (WorkFormat.Read(text) is not { } item)
        {
            return await ProcessAsync(from, text, cancellationToken);
        }

        await PoisonAsync(item, cancellationToken);
        return new WorkReport(WorkResult.Poisoned, $"{item} was moved to the poison queue: it was received too often.", failure) { Item = item };
    }

    private async Task<WorkReport> TryAsync(WorkItem item, CancellationToken cancellationToken)
    {
        try
        {
            return await HandleAsync(item, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            return new WorkReport(WorkResult.Fault, $"{item} is requeued: the storage failed.", e) { Again = new WorkRequeue(item with { Faults = item.Faults + 1 }, Delay.After(item.Faults, random())) };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return await FailAsync(item, e, cancellationToken);
        }
    }

    private Task<WorkReport> HandleAsync(WorkItem item, CancellationToken cancellationToken) => item switch
    {
        ChangedWork work => changes.HandleAsync(work, cancellationToken),
        DeliverWork work => deliveries.HandleAsync(work, cancellationToken),
        ProbeWork work => probes.HandleAsync(work, cancellationToken),
        RefreshWork work => refreshes.HandleAsync(work, cancellationToken),
        RunWork work => runs.HandleAsync(work, cancellationToken),
        _ => throw new NotSupportedException($"No handler for {item.GetType().Name}."),
    };

    private async Task<WorkReport> FailAsync(WorkItem item, Exception e, CancellationToken cancellationToken)
    {
        if (item.Failures + 1 >= MaxFailures)
        {
            await PoisonAsync(item, cancellationToken);
            return new WorkReport(WorkResult.Poisoned, $"{item} was moved to the poison queue: it failed {MaxFailures} times.", e);
        }

        return new WorkReport(WorkResult.Failed, $"{item} is requeued: it failed.", e) { Again = new WorkRequeue(item with { Failures = item.Failures + 1 }, Delay.After(item.Failures, random())) };
    }

    // The counters start again when the message is replayed.
    private Task PoisonAsync(WorkItem item, CancellationToken cancellationToken) =>
        queue.PoisonAsync(item.Queue, WorkFormat.Write(item with { Failures = 0, Faults = 0, PutBacks = 0 }), cancellationToken);
}
