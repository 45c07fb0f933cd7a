using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using OzFunctions.Core.Work;

namespace OzFunctions.Storage.Queues;

/// <summary>One work queue in Azure Storage Queues, and its poison queue. Messages never expire.</summary>
/// <param name="name">The queue's name.</param>
/// <param name="work">The queue. Its client must not decode messages.</param>
/// <param name="poison">The poison queue. Its client must not decode messages.</param>
/// <param name="visibilityTimeout">How long a received message stays invisible to other consumers.</param>
internal sealed class WorkQueue(WorkQueueName name, QueueClient work, QueueClient poison, TimeSpan visibilityTimeout) : IWorkSource
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private static readonly TimeSpan PoisonVisibilityTimeout = TimeSpan.FromSeconds(30);

    private readonly LazyQueue _work = new(work);
    private readonly LazyQueue _poison = new(poison);

    /// <inheritdoc/>
    public event Action? Arrived;

    /// <inheritdoc/>
    public WorkQueueName Name => name;

    /// <inheritdoc/>
    public TimeSpan VisibilityTimeout => visibilityTimeout;

    /// <summary>Adds an item. See <see cref="IWorkQueue.EnqueueAsync"/>.</summary>
    public async Task<WorkReceipt> EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        var seconds = WholeSeconds(delay);
        var sent = await SendAsync(_work, Text(item with { DelaySeconds = (int)seconds.TotalSeconds }), seconds, cancellationToken);
        WakeIfDue(seconds);
        return new WorkReceipt(item, sent.Value.MessageId, sent.Value.PopReceipt);
    }

    /// <summary>Removes an item. See <see cref="IWorkQueue.RemoveAsync"/>.</summary>
    public Task RemoveAsync(WorkReceipt receipt, CancellationToken cancellationToken) => DeleteAsync(_work, receipt.Id, receipt.PopReceipt, cancellationToken);

    /// <summary>Makes an item visible at once. See <see cref="IWorkQueue.MakeDueAsync"/>.</summary>
    public async Task MakeDueAsync(WorkReceipt receipt, CancellationToken cancellationToken)
    {
        if (await _work.RunUnlessConflictAsync(queue => queue.UpdateMessageAsync(receipt.Id, receipt.PopReceipt, Text(receipt.Item), TimeSpan.Zero, cancellationToken), cancellationToken) is not null)
        {
            Arrived?.Invoke();
        }
    }

    /// <summary>How long the oldest of the first messages has been due. See <see cref="IWorkQueue.OldestDueAsync"/>.</summary>
    public async Task<TimeSpan> OldestDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var front = await _work.RunAsync(queue => queue.PeekMessagesAsync(queue.MaxPeekableMessages, cancellationToken), cancellationToken);
        return front.Value
            .Select(message => now - (message.InsertedOn ?? now) - TimeSpan.FromSeconds(Read(message.MessageText)?.DelaySeconds ?? 0))
            .Append(TimeSpan.Zero)
            .Max();
    }

    /// <summary>Adds a text to the poison queue. See <see cref="IWorkQueue.PoisonAsync"/>.</summary>
    public Task PoisonAsync(string text, CancellationToken cancellationToken) => SendAsync(_poison, QueueText.Encode(text), TimeSpan.Zero, cancellationToken);

    /// <summary>The approximate number of messages in the poison queue.</summary>
    public async Task<int> CountPoisonAsync(CancellationToken cancellationToken)
    {
        var properties = await _poison.RunAsync(queue => queue.GetPropertiesAsync(cancellationToken), cancellationToken);
        return properties.Value.ApproximateMessagesCount;
    }

    /// <summary>Passes the work items of the poison queue to a callback, and deletes each one that the callback took.</summary>
    /// <param name="most">The most items to take. With 0, no request is sent.</param>
    /// <param name="take">Makes an item durable elsewhere.</param>
    /// <param name="patience">Ends the operation in good order, after the item that is being taken.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>How many items were taken, and how many messages are not work items.</returns>
    public async Task<PoisonReplay> ReplayPoisonAsync(int most, Func<WorkItem, Task> take, CancellationToken patience, CancellationToken cancellationToken)
    {
        var replayed = 0;
        var unreadable = new HashSet<string>(StringComparer.Ordinal);
        while (replayed < most && !patience.IsCancellationRequested)
        {
            var batch = await _poison.RunAsync(
                queue => queue.ReceiveMessagesAsync(Math.Min(most - replayed, queue.MaxPeekableMessages), PoisonVisibilityTimeout, cancellationToken), cancellationToken);

            // An unreadable message stays in the queue, hidden for a while. The loop ends once it has seen nothing new.
            var isNew = false;
            foreach (var message in batch.Value.TakeWhile(_ => !patience.IsCancellationRequested))
            {
                if (Read(message.MessageText) is not { } item)
                {
                    isNew |= unreadable.Add(message.MessageId);
                    continue;
                }

                isNew = true;
                await take(item);
                await DeleteAsync(_poison, message.MessageId, message.PopReceipt, cancellationToken);
                replayed++;
            }

            if (!isNew)
            {
                break;
            }
        }

        return new PoisonReplay(replayed, unreadable.Count);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkMessage>> ReceiveAsync(int most, CancellationToken cancellationToken)
    {
        var received = await _work.RunAsync(queue => queue.ReceiveMessagesAsync(most, visibilityTimeout, cancellationToken), cancellationToken);
        return Array.ConvertAll(
            received.Value, static (QueueMessage message) => new WorkMessage(message.MessageId, message.PopReceipt, QueueText.Decode(message.MessageText), message.MessageText, message.InsertedOn));
    }

    /// <inheritdoc/>
    public async Task<WorkMessage> RenewAsync(WorkMessage message, CancellationToken cancellationToken) =>
        await _work.RunUnlessConflictAsync(queue => queue.UpdateMessageAsync(message.Id, message.Receipt, message.Raw, visibilityTimeout, cancellationToken), cancellationToken) is { } renewed
            ? message with { Receipt = renewed.Value.PopReceipt }
            : message;

    /// <inheritdoc/>
    public async Task RequeueAsync(WorkMessage message, WorkRequeue again, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // The message keeps the time at which it was first enqueued, from which its delay counts.
        var seconds = WholeSeconds(again.Delay);
        var delayed = WholeSeconds(now - (message.EnqueuedAt ?? now)) + seconds;
        var raw = Text(again.Item with { DelaySeconds = (int)Math.Max(0, delayed.TotalSeconds) });
        if (await _work.RunUnlessConflictAsync(queue => queue.UpdateMessageAsync(message.Id, message.Receipt, raw, seconds, cancellationToken), cancellationToken) is not null)
        {
            WakeIfDue(seconds);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(WorkMessage message, CancellationToken cancellationToken) =>
        DeleteAsync(_work, message.Id, message.Receipt, cancellationToken);

    /// <inheritdoc/>
    public async Task PoisonAsync(WorkMessage message, CancellationToken cancellationToken)
    {
        await SendAsync(_poison, message.Raw, TimeSpan.Zero, cancellationToken);
        await DeleteAsync(message, cancellationToken);
    }

    // The service accepts whole seconds only.
    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    private void WakeIfDue(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Arrived?.Invoke();
        }
    }

    private static string Text(WorkItem item) => QueueText.Encode(WorkFormat.Write(item));

    private static WorkItem? Read(string raw) => QueueText.Decode(raw) is { } text ? WorkFormat.Read(text) : null;

    private static Task<Response<SendReceipt>> SendAsync(LazyQueue queue, string raw, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.RunAsync(client => client.SendMessageAsync(raw, delay, Forever, cancellationToken), cancellationToken);

    // Another consumer that has the message will find nothing left to do.
    private static Task<Response?> DeleteAsync(LazyQueue queue, string id, string receipt, CancellationToken cancellationToken) =>
        queue.RunUnlessConflictAsync(client => client.DeleteMessageAsync(id, receipt, cancellationToken), cancellationToken);
}
