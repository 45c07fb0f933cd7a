using OzFunctions.Core.Work;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>A work queue with delays of at most one second. Early handling must do no harm, and shortens the test.</summary>
internal sealed class ImpatientQueue(IWorkQueue queue) : IWorkQueue
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public Task<WorkReceipt> EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.EnqueueAsync(item, delay < Longest ? delay : Longest, cancellationToken);

    public Task RemoveAsync(WorkReceipt receipt, CancellationToken cancellationToken) => queue.RemoveAsync(receipt, cancellationToken);

    public Task MakeDueAsync(WorkReceipt receipt, CancellationToken cancellationToken) => queue.MakeDueAsync(receipt, cancellationToken);

    public Task<TimeSpan> OldestDueAsync(WorkQueueName name, DateTimeOffset now, CancellationToken cancellationToken) => queue.OldestDueAsync(name, now, cancellationToken);

    public Task PoisonAsync(WorkQueueName name, string text, CancellationToken cancellationToken) => queue.PoisonAsync(name, text, cancellationToken);

    public Task<int> CountPoisonAsync(CancellationToken cancellationToken) => queue.CountPoisonAsync(cancellationToken);

    public Task<PoisonReplay> ReplayPoisonAsync(int most, CancellationToken patience, CancellationToken cancellationToken) => queue.ReplayPoisonAsync(most, patience, cancellationToken);
}
