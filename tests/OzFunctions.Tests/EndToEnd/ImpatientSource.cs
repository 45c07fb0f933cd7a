using OzFunctions.Core.Work;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>
/// A source of work that requeues with delays of at most two seconds. A message whose row a stopped process never wrote is given up after six of them,
/// instead of after more than a minute. That is still much longer than a write takes on a slow emulator.
/// </summary>
internal sealed class ImpatientSource(IWorkSource source) : IWorkSource
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public event Action? Arrived
    {
        add => source.Arrived += value;
        remove => source.Arrived -= value;
    }

    public WorkQueueName Name => source.Name;

    public TimeSpan VisibilityTimeout => source.VisibilityTimeout;

    public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(int most, CancellationToken cancellationToken) => source.ReceiveAsync(most, cancellationToken);

    public Task<WorkMessage> RenewAsync(WorkMessage message, CancellationToken cancellationToken) => source.RenewAsync(message, cancellationToken);

    public Task DeleteAsync(WorkMessage message, CancellationToken cancellationToken) => source.DeleteAsync(message, cancellationToken);

    public Task RequeueAsync(WorkMessage message, WorkRequeue again, DateTimeOffset now, CancellationToken cancellationToken) =>
        source.RequeueAsync(message, again.Delay < Longest ? again : again with { Delay = Longest }, now, cancellationToken);

    public Task PoisonAsync(WorkMessage message, CancellationToken cancellationToken) => source.PoisonAsync(message, cancellationToken);
}
