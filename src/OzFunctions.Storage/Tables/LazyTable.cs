using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>A table that is made when it is first missed, and whose failures speak of the storage and not of its SDK.</summary>
/// <param name="client">The SDK's client of the table.</param>
internal sealed class LazyTable(TableClient client)
{
    /// <summary>Makes the table unless it is there.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the table is there.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) =>
        RunAsync(table => table.CreateIfNotExistsAsync(cancellationToken), cancellationToken);

    /// <summary>Does something with the table.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="operation">One operation of the SDK; run a second time after the table was made.</param>
    /// <param name="cancellationToken">The caller's own; when it fires, cancellation is passed on as such.</param>
    /// <returns>What the operation returned.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="RequestFailedException">A lost race, and nothing else.</exception>
    public async Task<T> RunAsync<T>(Func<TableClient, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await RunMakingTableAsync(operation, cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            throw;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && StorageErrors.IsUnavailable(e))
        {
            throw new StoreUnavailableException($"The table {client.Name} cannot be reached.", e);
        }
    }

    private async Task<T> RunMakingTableAsync<T>(Func<TableClient, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await operation(client);
        }
        catch (RequestFailedException e) when (e.IsTableMissing())
        {
            await client.CreateIfNotExistsAsync(cancellationToken);
            return await operation(client);
        }
    }
}
