using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>A table that is created when it is first found missing. Failures are reported as storage failures instead of SDK exceptions.</summary>
/// <param name="client">The SDK's client of the table.</param>
internal sealed partial class LazyTable(TableClient client)
{
    /// <summary>The table's name.</summary>
    public string Name => client.Name;

    /// <summary>Creates the table if it does not exist.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) =>
        RunAsync(table => table.CreateIfNotExistsAsync(cancellationToken), cancellationToken);

    /// <summary>Runs an operation on the table.</summary>
    /// <typeparam name="T">The operation's result.</typeparam>
    /// <param name="operation">One operation of the SDK. It runs a second time after a missing table was created.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What the operation returned.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="RequestFailedException">Another writer changed the row first, or the service would always refuse the request.</exception>
    public async Task<T> RunAsync<T>(Func<TableClient, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await RunCreatingTableAsync(operation, cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            throw;
        }
        catch (Exception e) when (StorageErrors.IsUnavailable(e))
        {
            // After a failed try, the SDK wraps a cancellation in an AggregateException together with that failure.
            cancellationToken.ThrowIfCancellationRequested();
            throw new StoreUnavailableException($"The table {client.Name} cannot be reached.", e);
        }
    }

    /// <summary>Reads a row.</summary>
    /// <param name="partitionKey">The partition key.</param>
    /// <param name="rowKey">The row key.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The row; null when it does not exist.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<TableEntity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        var response = await RunAsync(
            table => table.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: cancellationToken), cancellationToken);
        return response.HasValue ? response.Value : null;
    }

    /// <summary>Reads a value from a row.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="partitionKey">The partition key.</param>
    /// <param name="rowKey">The row key.</param>
    /// <param name="read">Reads the value from the row.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The value with the row's ETag; null when the row does not exist.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<Stored<T>?> FindAsync<T>(string partitionKey, string rowKey, Func<TableEntity, T> read, CancellationToken cancellationToken) =>
        await FindAsync(partitionKey, rowKey, cancellationToken) is { } row ? new Stored<T>(read(row), row.ETag.ToString()) : null;

    /// <summary>Inserts or replaces a row, unless another writer changed it first.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="etag">The ETag of the row to replace; null to insert a new row.</param>
    /// <param name="cancellationToken">Cancels the write. Whether it took place is then unknown.</param>
    /// <returns>The row's new ETag; null when another writer was first.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<string?> TryWriteAsync(TableEntity entity, string? etag, CancellationToken cancellationToken)
    {
        EntityGroupTransaction.Check(entity);
        var response = await RunUnlessConflictAsync(
            table => etag is null
                ? table.AddEntityAsync(entity, cancellationToken)
                : table.UpdateEntityAsync(entity, new ETag(etag), TableUpdateMode.Replace, cancellationToken),
            cancellationToken);
        return response?.Headers.ETag!.Value.ToString();
    }

    /// <summary>Merges an entity into a row, unless another writer changed it first.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="etag">The ETag of the row.</param>
    /// <param name="cancellationToken">Cancels the write. Whether it took place is then unknown.</param>
    /// <returns>The row's new ETag; null when another writer was first.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<string?> TryMergeAsync(TableEntity entity, string etag, CancellationToken cancellationToken)
    {
        var response = await RunUnlessConflictAsync(table => table.UpdateEntityAsync(entity, new ETag(etag), TableUpdateMode.Merge, cancellationToken), cancellationToken);
        return response?.Headers.ETag!.Value.ToString();
    }

    /// <summary>Submits a transaction, unless another writer changed one of its rows first.</summary>
    /// <param name="transaction">The writes, at least one.</param>
    /// <param name="cancellationToken">Cancels the write. Whether it took place is then unknown.</param>
    /// <returns>The new ETags of the rows, in order, with null for deleted rows. Null when another writer was first.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<string?>?> TrySubmitAsync(EntityGroupTransaction transaction, CancellationToken cancellationToken)
    {
        var responses = await RunUnlessConflictAsync(table => table.SubmitTransactionAsync(transaction.Actions, cancellationToken), cancellationToken);
        return responses is null ? null : [.. responses.Value.Select(static response => response.Headers.ETag?.ToString())];
    }

    /// <summary>Deletes a row, unless it is gone or has another ETag.</summary>
    /// <param name="row">The row; only its keys are used.</param>
    /// <param name="etag">The ETag with which the row was read.</param>
    /// <param name="cancellationToken">Cancels the deletion. Whether it took place is then unknown.</param>
    /// <returns>Whether this call deleted it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<bool> TryDeleteAsync(TableEntity row, ETag etag, CancellationToken cancellationToken)
    {
        // The SDK throws no exception when the row is gone.
        var response = await RunUnlessConflictAsync(table => table.DeleteEntityAsync(row.PartitionKey, row.RowKey, etag, cancellationToken), cancellationToken);
        return response is { Status: not 404 };
    }

    private async Task<T?> RunUnlessConflictAsync<T>(Func<TableClient, Task<T>> operation, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await RunAsync(operation, cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            // The other writer decides what becomes of the row.
            return null;
        }
    }

    private async Task<T> RunCreatingTableAsync<T>(Func<TableClient, Task<T>> operation, CancellationToken cancellationToken)
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
