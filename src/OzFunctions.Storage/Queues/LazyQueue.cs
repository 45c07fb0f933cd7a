using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using OzFunctions.Core;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Queues;

/// <summary>A queue that is created when it is first found missing. Failures are reported as storage failures instead of SDK exceptions.</summary>
/// <param name="client">The SDK's client of the queue.</param>
internal sealed class LazyQueue(QueueClient client)
{
    /// <summary>The queue's name.</summary>
    public string Name => client.Name;

    /// <summary>Creates the queue if it does not exist.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) =>
        RunAsync(async queue => await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken), cancellationToken);

    /// <summary>Runs an operation on the queue.</summary>
    /// <typeparam name="T">The operation's result.</typeparam>
    /// <param name="operation">One operation of the SDK. It runs a second time after a missing queue was created.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What the operation returned.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="RequestFailedException">Another consumer has taken the message, or the service would always refuse the request.</exception>
    public async Task<T> RunAsync<T>(Func<QueueClient, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await RunCreatingQueueAsync(operation, cancellationToken);
        }
        catch (RequestFailedException e) when (IsTakenByAnother(e))
        {
            throw;
        }
        catch (Exception e) when (StorageErrors.IsUnavailable(e))
        {
            // After a failed try, the SDK wraps a cancellation in an AggregateException together with that failure.
            cancellationToken.ThrowIfCancellationRequested();
            throw new StoreUnavailableException($"The queue {client.Name} cannot be reached.", e);
        }
    }

    /// <summary>Runs an operation on a message, unless another consumer has deleted or received it.</summary>
    /// <typeparam name="T">The operation's result.</typeparam>
    /// <param name="operation">One operation of the SDK. It runs a second time after a missing queue was created.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What the operation returned; null when another consumer has the message.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<T?> RunUnlessTakenAsync<T>(Func<QueueClient, Task<T>> operation, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await RunAsync(operation, cancellationToken);
        }
        catch (RequestFailedException e) when (IsTakenByAnother(e))
        {
            return null;
        }
    }

    private static bool IsTakenByAnother(RequestFailedException e) =>
        e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    private async Task<T> RunCreatingQueueAsync<T>(Func<QueueClient, Task<T>> operation, CancellationToken cancellationToken)
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
