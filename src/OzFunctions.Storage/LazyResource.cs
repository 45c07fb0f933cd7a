using Azure;
using OzFunctions.Core;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage;

/// <summary>A table or queue that is created when it is first found missing. Failures are reported as storage failures instead of SDK exceptions.</summary>
/// <typeparam name="TClient">The type of the SDK's client.</typeparam>
/// <param name="client">The SDK's client.</param>
internal abstract class LazyResource<TClient>(TClient client)
{
    /// <summary>What it is and its name, as in <c>table OzFolders</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The SDK's client.</summary>
    protected TClient Client => client;

    /// <summary>Creates the table or queue if it does not exist.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) => RunAsync(
        async _ =>
        {
            await CreateAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Runs an operation.</summary>
    /// <typeparam name="T">The operation's result.</typeparam>
    /// <param name="operation">One operation of the SDK. It runs a second time after the missing table or queue was created.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What the operation returned.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="RequestFailedException">Another writer or consumer was first, or the service would always refuse the request.</exception>
    public async Task<T> RunAsync<T>(Func<TClient, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await RunCreatingAsync(operation, cancellationToken);
        }
        catch (RequestFailedException e) when (IsConflict(e))
        {
            throw;
        }
        catch (Exception e) when (StorageErrors.IsUnavailable(e))
        {
            // After a failed try, the SDK wraps a cancellation in an AggregateException together with that failure.
            cancellationToken.ThrowIfCancellationRequested();
            throw new StoreUnavailableException($"The {Description} cannot be reached.", e);
        }
    }

    /// <summary>Runs an operation, unless another writer or consumer was first.</summary>
    /// <typeparam name="T">The operation's result.</typeparam>
    /// <param name="operation">One operation of the SDK. It runs a second time after the missing table or queue was created.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What the operation returned; null when another was first, which then decides what becomes of the row or message.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<T?> RunUnlessConflictAsync<T>(Func<TClient, Task<T>> operation, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await RunAsync(operation, cancellationToken);
        }
        catch (RequestFailedException e) when (IsConflict(e))
        {
            return null;
        }
    }

    /// <summary>Whether another writer changed the row first, or another consumer has taken the message.</summary>
    protected abstract bool IsConflict(RequestFailedException e);

    /// <summary>Whether the table or queue does not exist.</summary>
    protected abstract bool IsMissing(RequestFailedException e);

    /// <summary>Creates the table or queue if it does not exist.</summary>
    protected abstract Task CreateAsync(CancellationToken cancellationToken);

    private async Task<T> RunCreatingAsync<T>(Func<TClient, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await operation(client);
        }
        catch (RequestFailedException e) when (IsMissing(e))
        {
            await CreateAsync(cancellationToken);
            return await operation(client);
        }
    }
}
