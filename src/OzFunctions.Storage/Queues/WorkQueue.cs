using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using OzFunctions.Core.Work;

namespace OzFunctions.Storage.Queues;

/// <summary>The work queue in Azure Storage Queues. Messages never expire.</summary>
/// <param name="work">The queue <see cref="QueueNames.Work"/>.</param>
/// <param name="poison">The queue <see cref="QueueNames.Poison"/>.</param>
/// <param name="visibilityTimeout">How long a message that was taken stays away before it comes again.</param>
internal sealed class WorkQueue(QueueClient work, QueueClient poison, TimeSpan visibilityTimeout) : IWorkQueue, IWorkSource
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private static readonly TimeSpan PoisonVisibilityTimeout = TimeSpan.FromSeconds(30);

    // The service counts whole seconds.
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LazyQueue _work = new(work);
    private readonly LazyQueue _poison = new(poison);

    /// <inheritdoc/>
    public event Action? Arrived;

    /// <inheritdoc/>
    public TimeSpan VisibilityTimeout => visibilityTimeout;

    /// <inheritdoc/>
    public async Task EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        var seconds = TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds));
        var text = WorkFormat.Write(item with { DelaySeconds = (int)seconds.TotalSeconds });
        await _work.RunAsync(queue => queue.SendMessageAsync(text, seconds, Forever, cancellationToken), cancellationToken);
        if (seconds < Second)
        {
            Arrived?.Invoke();
        }
    }

    /// <inheritdoc/>
    public async Task<TimeSpan> OldestDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var front = await _work.RunAsync(queue => queue.PeekMessagesAsync(queue.MaxPeekableMessages, cancellationToken), cancellationToken);
        return front.Value
            .Select(message => now - (message.InsertedOn ?? now) - TimeSpan.FromSeconds(WorkFormat.Read(message.MessageText)?.DelaySeconds ?? 0))
            .Append(TimeSpan.Zero)
            .Max();
    }

    /// <inheritdoc/>
    public Task PoisonAsync(string text, CancellationToken cancellationToken) =>
        _poison.RunAsync(queue => queue.SendMessageAsync(text, TimeSpan.Zero, Forever, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<int> CountPoisonAsync(CancellationToken cancellationToken)
    {
        var properties = await _poison.RunAsync(queue => queue.GetPropertiesAsync(cancellationToken), cancellationToken);
        return properties.Value.ApproximateMessagesCount;
    }

    /// <inheritdoc/>
    public async Task<int> ReplayPoisonAsync(int most, CancellationToken cancellationToken)
    {
        var replayed = 0;
        while (replayed < most)
        {
            var batch = await _poison.RunAsync(
                queue => queue.ReceiveMessagesAsync(Math.Min(most - replayed, queue.MaxPeekableMessages), PoisonVisibilityTimeout, cancellationToken), cancellationToken);
            if (batch.Value.Length == 0)
            {
                break;
            }

            foreach (var message in batch.Value)
            {
                await _work.RunAsync(queue => queue.SendMessageAsync(message.MessageText, TimeSpan.Zero, Forever, cancellationToken), cancellationToken);
                await DeleteAsync(_poison, message.MessageId, message.PopReceipt, cancellationToken);
                replayed++;
            }
        }

        if (replayed > 0)
        {
            Arrived?.Invoke();
        }

        return replayed;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkMessage>> ReceiveAsync(int most, CancellationToken cancellationToken)
    {
        var received = await _work.RunAsync(queue => queue.ReceiveMessagesAsync(most, visibilityTimeout, cancellationToken), cancellationToken);
        return Array.ConvertAll(received.Value, static (QueueMessage message) => new WorkMessage(message.MessageId, message.PopReceipt, message.MessageText, message.InsertedOn));
    }

    /// <inheritdoc/>
    public async Task<WorkMessage> RenewAsync(WorkMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var renewed = await _work.RunAsync(queue => queue.UpdateMessageAsync(message.Id, message.Receipt, message.Text, visibilityTimeout, cancellationToken), cancellationToken);
            return message with { Receipt = renewed.Value.PopReceipt };
        }
        catch (RequestFailedException e) when (LazyQueue.IsTakenByAnother(e))
        {
            return message;
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(WorkMessage message, CancellationToken cancellationToken) =>
        DeleteAsync(_work, message.Id, message.Receipt, cancellationToken);

    private static async Task DeleteAsync(LazyQueue queue, string id, string receipt, CancellationToken cancellationToken)
    {
        try
        {
            await queue.RunAsync(client => client.DeleteMessageAsync(id, receipt, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException e) when (LazyQueue.IsTakenByAnother(e))
        {
            // Whoever has it now finds that there is nothing left to do.
        }
    }
}
