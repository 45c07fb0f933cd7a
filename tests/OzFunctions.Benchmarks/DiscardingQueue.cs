using OzFunctions.Core.Work;

namespace OzFunctions.Benchmarks;

/// <summary>Discards all work. Only the tables are measured, and messages that are never consumed would slow down the emulator.</summary>
internal sealed class DiscardingQueue : IWorkQueue
{
    public Task<WorkReceipt> EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken) => Task.FromResult(new WorkReceipt(item, "", ""));

    public Task RemoveAsync(WorkReceipt receipt, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task MakeDueAsync(WorkReceipt receipt, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<TimeSpan> OldestDueAsync(WorkQueueName queue, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(TimeSpan.Zero);

    public Task PoisonAsync(WorkQueueName queue, string text, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> CountPoisonAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<PoisonReplay> ReplayPoisonAsync(int most, CancellationToken patience, CancellationToken cancellationToken) => Task.FromResult(new PoisonReplay(0, 0));
}
