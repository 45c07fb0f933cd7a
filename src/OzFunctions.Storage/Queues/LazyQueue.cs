using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using OzFunctions.Core;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Queues;

/// <summary>A queue that is made when it is first missed, and whose failures speak of the storage and not of its SDK.</summary>
/// <param name="client">The SDK's client of the queue.</param>
internal sealed class LazyQueue(QueueClient client)
{
    /// <summary>The queue's name.</summary>
    public string Name => client.Name;

    /// <summary>Makes the queue unless it is there.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the queue is there.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) =>
        RunAsync(async queue => await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken), cancellationToken);

    /// <summary>Does something with the queue.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="operation">One operation of the SDK; run a second time after the queue was made.</param>
    /// <param name="cancellationToken">The caller's own; when it fires, cancellation is passed on as such.</param>
    /// <returns>What the operation returned.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="RequestFailedException">The message was taken by another, and nothing else.</exception>
    public async Task<T> RunAsync<T>(Func<QueueClient, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await RunMakingQueueAsync(operation, cancellationToken);
        }
        catch (RequestFailedException e) when (IsTakenByAnother(e))
        {
            throw;
        }
        catch (Exception e) when (StorageErrors.IsUnavailable(e))
        {
            // Where an earlier try had failed, the SDK wraps a cancellation with it in an AggregateException.
            cancellationToken.ThrowIfCancellationRequested();
            throw new StoreUnavailableException($"The queue {client.Name} cannot be reached.", e);
        }
    }

    /// <summary>Whether a message is no longer ours.</summary>
    /// <param name="e">The failure.</param>
    /// <returns>True when it was deleted, or seen and taken by another.</returns>
    public static bool IsTakenByAnother(RequestFailedException e) =>
        e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    private async Task<T> RunMakingQueueAsync<T>(Func<QueueClient, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await operation(client);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return await operation(client);
        }
    }
}
