using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <content>Unconditional writes. They conflict only with a write that is in progress, so repeating them later helps.</content>
internal sealed partial class LazyTable
{
    /// <summary>Inserts or replaces a row unconditionally.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="cancellationToken">Cancels the write. Whether it took place is then unknown.</param>
    /// <returns>A task that completes when the row is written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or another write to the row is in progress.</exception>
    public Task UpsertAsync(ITableEntity entity, CancellationToken cancellationToken) =>
        RunUnconditionallyAsync(table => table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken), cancellationToken);

    /// <summary>Submits a transaction that only inserts or replaces rows unconditionally.</summary>
    /// <param name="transaction">The writes, at least one.</param>
    /// <param name="cancellationToken">Cancels the write. Whether it took place is then unknown.</param>
    /// <returns>A task that completes when the rows are written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or another write to one of the rows is in progress.</exception>
    public Task UpsertAsync(EntityGroupTransaction transaction, CancellationToken cancellationToken) =>
        RunUnconditionallyAsync(table => table.SubmitTransactionAsync(transaction.Actions, cancellationToken), cancellationToken);

    /// <summary>Deletes a row unconditionally.</summary>
    /// <param name="partitionKey">The partition key.</param>
    /// <param name="rowKey">The row key.</param>
    /// <param name="cancellationToken">Cancels the deletion. Whether it took place is then unknown.</param>
    /// <returns>How many rows this call deleted: 1, or 0 when the row was gone.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or another write to the row is in progress.</exception>
    public async Task<int> RemoveAsync(string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        // The SDK throws no exception when the row is gone.
        var response = await RunUnconditionallyAsync(table => table.DeleteEntityAsync(partitionKey, rowKey, ETag.All, cancellationToken), cancellationToken);
        return response.Status == 404 ? 0 : 1;
    }

    /// <summary>Creates the exception for an unconditional write that conflicted.</summary>
    public StoreUnavailableException Conflict(RequestFailedException e) => new($"Another write to the same rows of the {Description} is in progress.", e);

    private async Task<T> RunUnconditionallyAsync<T>(Func<TableClient, Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(write, cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            throw Conflict(e);
        }
    }
}
