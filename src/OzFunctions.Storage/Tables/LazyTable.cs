using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>A table that is made when it is first missed, and whose failures speak of the storage and not of its SDK.</summary>
/// <param name="client">The SDK's client of the table.</param>
internal sealed class LazyTable(TableClient client)
{
    /// <summary>The columns of which a row needs nothing but its keys.</summary>
    public static readonly string[] KeysOnly = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)];

    /// <summary>The table's name.</summary>
    public string Name => client.Name;

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
        catch (Exception e) when (StorageErrors.IsUnavailable(e))
        {
            // Where an earlier try had failed, the SDK wraps a cancellation with it in an AggregateException.
            cancellationToken.ThrowIfCancellationRequested();
            throw new StoreUnavailableException($"The table {client.Name} cannot be reached.", e);
        }
    }

    /// <summary>Reads a row.</summary>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its key.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The row, or null when there is none.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<TableEntity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        var response = await RunAsync(
            table => table.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: cancellationToken), cancellationToken);
        return response.HasValue ? response.Value : null;
    }

    /// <summary>Writes a row, unless another writer was faster.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="etag">What was read and is to be replaced; null for a new row.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>The row's new ETag, or null when the race was lost.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<string?> TryWriteAsync(TableEntity entity, string? etag, CancellationToken cancellationToken)
    {
        EntityGroupTransaction.Check(entity);
        try
        {
            var response = await RunAsync(
                table => etag is null
                    ? table.AddEntityAsync(entity, cancellationToken)
                    : table.UpdateEntityAsync(entity, new ETag(etag), TableUpdateMode.Replace, cancellationToken),
                cancellationToken);
            return response.Headers.ETag!.Value.ToString();
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            return null;
        }
    }

    /// <summary>Submits a transaction, unless another writer was faster.</summary>
    /// <param name="transaction">The writes, at least one.</param>
    /// <param name="cancellationToken">Gives up; whether it took place is then unknown.</param>
    /// <returns>The new ETags of the rows, in their order, of deleted ones null; or null when the race was lost.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<string?>?> TrySubmitAsync(EntityGroupTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            var responses = await RunAsync(table => table.SubmitTransactionAsync(transaction.Actions, cancellationToken), cancellationToken);
            return [.. responses.Value.Select(static response => response.Headers.ETag?.ToString())];
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            return null;
        }
    }

    /// <summary>Deletes a row, unless it is gone or no longer the one that was read.</summary>
    /// <param name="entity">The row as it was read.</param>
    /// <param name="cancellationToken">Gives up; whether it was deleted is then unknown.</param>
    /// <returns>Whether it was deleted by this.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<bool> TryDeleteAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            // Of a row that is gone the SDK makes no exception.
            var response = await RunAsync(table => table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, entity.ETag, cancellationToken), cancellationToken);
            return response.Status != 404;
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            // Whoever changed it decides about it.
            return false;
        }
    }

    /// <summary>Deletes a row, whatever it holds by now.</summary>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its key.</param>
    /// <param name="cancellationToken">Gives up; whether it was deleted is then unknown.</param>
    /// <returns>How many rows were deleted by this: 1, or 0 when it was gone.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RemoveAsync(string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        await TryDeleteAsync(new TableEntity(partitionKey, rowKey) { ETag = ETag.All }, cancellationToken) ? 1 : 0;

    /// <summary>Submits a transaction of nothing but deletions, unless another came first to one of its rows.</summary>
    /// <param name="transaction">The deletions, at least one.</param>
    /// <param name="cancellationToken">Gives up; whether it took place is then unknown.</param>
    /// <returns>Whether it took place.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<bool> TryDeleteAsync(EntityGroupTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(table => table.SubmitTransactionAsync(transaction.Actions, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            return false;
        }
    }

    /// <summary>Reads one page of rows.</summary>
    /// <param name="filter">An OData filter.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many rows at most, 1 to 1,000. Before the last page there may be fewer, and none.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The rows, and where the next page begins.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task<PageOf<TableEntity>> PageAsync(string filter, string? from, int limit, CancellationToken cancellationToken) =>
        PageAsync(filter, columns: null, from, limit, cancellationToken);

    /// <summary>Reads one page of rows, of each only some columns.</summary>
    /// <param name="filter">An OData filter.</param>
    /// <param name="columns">The columns; null for all.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many rows at most, 1 to 1,000. Before the last page there may be fewer, and none.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The rows, and where the next page begins.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<PageOf<TableEntity>> PageAsync(string filter, string[]? columns, string? from, int limit, CancellationToken cancellationToken)
    {
        var token = Continuation.Read(from);
        return await RunAsync(
            async table =>
            {
                await foreach (var page in table.QueryAsync<TableEntity>(filter, limit, columns, cancellationToken).AsPages(token))
                {
                    return new PageOf<TableEntity>(page.Values, Continuation.Write(page.ContinuationToken));
                }

                return new PageOf<TableEntity>([], null);
            },
            cancellationToken);
    }

    /// <summary>Reads some rows of a query, if it has any.</summary>
    /// <param name="filter">An OData filter.</param>
    /// <param name="columns">The columns; null for all.</param>
    /// <param name="limit">How many rows at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The first rows; none only when there are none.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<TableEntity>> FirstAsync(string filter, string[]? columns, int limit, CancellationToken cancellationToken)
    {
        string? from = null;
        do
        {
            // A page may be empty before the last, when the service has looked at many rows for it.
            var page = await PageAsync(filter, columns, from, limit, cancellationToken);
            if (page.Items.Count > 0)
            {
                return page.Items;
            }

            from = page.Next;
        }
        while (from is not null);

        return [];
    }

    /// <summary>Reads all rows of a query, 1,000 with a request.</summary>
    /// <param name="filter">An OData filter; null for the whole table.</param>
    /// <param name="columns">The columns that are needed beside the keys; none for all.</param>
    /// <param name="read">Takes a row.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A task that ends when all were read.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task ReadAllAsync(string? filter, IReadOnlyList<string> columns, Action<TableEntity> read, CancellationToken cancellationToken)
    {
        string[]? select = columns.Count == 0 ? null : [.. KeysOnly, .. columns];
        return RunAsync(
            async table =>
            {
                var rows = 0;
                await foreach (var row in table.QueryAsync<TableEntity>(filter, maxPerPage: null, select, cancellationToken))
                {
                    read(row);
                    rows++;
                }

                return rows;
            },
            cancellationToken);
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
