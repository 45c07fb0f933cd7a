using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>A table that is created when it is first found missing.</summary>
/// <param name="client">The SDK's client of the table.</param>
internal sealed partial class LazyTable(TableClient client) : LazyResource<TableClient>(client)
{
    /// <inheritdoc/>
    public override string Description => $"table {Client.Name}";

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

    /// <inheritdoc/>
    protected override bool IsConflict(RequestFailedException e) => e.IsConflict();

    /// <inheritdoc/>
    protected override bool IsMissing(RequestFailedException e) => e.IsTableMissing();

    /// <inheritdoc/>
    protected override Task CreateAsync(CancellationToken cancellationToken) => Client.CreateIfNotExistsAsync(cancellationToken);
}
