using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Notifications;

/// <summary>Deliveries in Azure Tables: rows in their folder's partition, and a list of those that are not delivered.</summary>
/// <param name="folders">The table <see cref="TableNames.Folders"/>.</param>
/// <param name="parked">The table <see cref="TableNames.Parked"/>.</param>
internal sealed class DeliveryStore(TableClient folders, TableClient parked) : IDeliveryStore
{
    private readonly LazyTable _folders = new(folders);
    private readonly ParkedRows _parked = new(parked);

    /// <inheritdoc/>
    public Task<Stored<Delivery>?> FindAsync(string folder, DeliveryKey key, CancellationToken cancellationToken) =>
        _folders.FindAsync(folder, key.ToString(), DeliveryEntity.Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stored<Delivery>?> TryWriteAsync(Delivery delivery, string etag, CancellationToken cancellationToken) =>
        await _folders.TryWriteAsync(DeliveryEntity.Of(delivery), etag, cancellationToken) is { } written
            ? new Stored<Delivery>(delivery, written)
            : null;

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(IReadOnlyList<Stored<Delivery>> deliveries, string folderETag, CancellationToken cancellationToken)
    {
        var folder = deliveries[0].Value.Folder;
        var transaction = new EntityGroupTransaction(folder);

        transaction.Merge(FenceEntity.Unchanged(folder), new ETag(folderETag));
        foreach (var delivery in deliveries)
        {
            transaction.Replace(DeliveryEntity.Of(delivery.Value), new ETag(delivery.ETag));
        }

        return await _folders.TrySubmitAsync(transaction, cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public async Task<NotificationData?> FindDataAsync(string folder, long version, CancellationToken cancellationToken) =>
        await _folders.FindAsync(folder, FolderKeys.Change(version), cancellationToken) is { } entity ? ChangeEntity.ReadData(entity) : null;

    /// <inheritdoc/>
    public async Task<bool> TryAddAsync(
        string folder,
        long version,
        NotificationData data,
        IReadOnlyList<Delivery> deliveries,
        CancellationToken cancellationToken)
    {
        var transaction = new EntityGroupTransaction(folder);
        transaction.Insert(ChangeEntity.Of(folder, version, data));
        foreach (var delivery in deliveries)
        {
            transaction.Insert(DeliveryEntity.Of(delivery));
        }

        return await _folders.TrySubmitAsync(transaction, cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public Task<bool> TryRemoveAsync(Stored<Delivery> delivery, CancellationToken cancellationToken) =>
        _folders.TryDeleteAsync(DeliveryEntity.Of(delivery.Value), new ETag(delivery.ETag), cancellationToken);

    /// <inheritdoc/>
    public Task ParkAsync(ParkedEntry entry, CancellationToken cancellationToken) => _parked.ParkAsync(entry, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UnparkAsync(ParkedEntry entry, CancellationToken cancellationToken) => _parked.UnparkAsync(entry, cancellationToken);

    /// <inheritdoc/>
    public Task<PageOf<ParkedEntry>> ListParkedAsync(ParkedFilter filter, string? from, int limit, CancellationToken cancellationToken) =>
        _parked.ListAsync(filter, from, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ParkedCount>> CountParkedAsync(CancellationToken cancellationToken) => _parked.CountAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<PageOf<Stored<Delivery>>> ListAsync(DeliveryFilter filter, string? from, int limit, CancellationToken cancellationToken)
    {
        var page = await _folders.PageAsync(
            Query(filter), from, limit, static entity => new Stored<Delivery>(DeliveryEntity.Read(entity), entity.ETag.ToString()), cancellationToken);
        return page with { Items = [.. page.Items.Where(stored => filter.Includes(stored.Value))] };
    }

    /// <inheritdoc/>
    public async Task<ILookup<long, Delivery>> OfVersionsAsync(string folder, int oldest, int newest, CancellationToken cancellationToken)
    {
        var first = $"{DeliveryKey.Prefix}{oldest:D10}";
        var end = $"{DeliveryKey.Prefix}{newest + 1L:D10}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {folder} and RowKey ge {first} and RowKey lt {end}");
        var found = new List<Delivery>();
        await _folders.ReadAllAsync(filter, [], row => found.Add(DeliveryEntity.Read(row)), cancellationToken);
        return found.ToLookup(static delivery => delivery.Key.Version);
    }

    private static string Query(DeliveryFilter filter)
    {
        string?[] conditions =
        [
            filter.Folder is { } folder ? TableClient.CreateQueryFilter($"PartitionKey eq {folder}") : null,
            DeliveryEntity.Query,
            filter.Endpoint is { } endpoint ? TableClient.CreateQueryFilter($"Endpoint eq {endpoint}") : null,
            filter.From is { } from ? TableClient.CreateQueryFilter($"At ge {from}") : null,
            filter.To is { } to ? TableClient.CreateQueryFilter($"At lt {to}") : null,
            $"({string.Join(" or ", filter.States.Select(static state => TableClient.CreateQueryFilter($"State eq {state.ToString()}")))})",
        ];
        return string.Join(" and ", conditions.OfType<string>());
    }
}
