using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Notifications;

/// <summary>The list of undelivered deliveries, in Azure Tables.</summary>
/// <param name="client">The table <see cref="TableNames.Parked"/>.</param>
internal sealed class ParkedRows(TableClient client)
{
    private readonly LazyTable _table = new(client);

    /// <inheritdoc cref="IDeliveryStore.ParkAsync"/>
    public Task ParkAsync(ParkedEntry entry, CancellationToken cancellationToken) =>
        _table.UpsertAsync(ParkedKeys.Entity(entry), cancellationToken);

    /// <inheritdoc cref="IDeliveryStore.UnparkAsync"/>
    public async Task<bool> UnparkAsync(ParkedEntry entry, CancellationToken cancellationToken) =>
        await _table.RemoveAsync(ParkedKeys.PartitionOf(entry), entry.Place, cancellationToken) > 0;

    /// <summary>Removes deliveries from the list.</summary>
    /// <param name="entries">Where they are listed.</param>
    /// <param name="cancellationToken">Cancels the operation; calling it again completes it.</param>
    /// <returns>How many of them were on it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task<int> UnparkAsync(IEnumerable<ParkedEntry> entries, CancellationToken cancellationToken) =>
        _table.RemoveAsync(entries.Select(ParkedKeys.Entity), cancellationToken);

    /// <summary>Removes rows of folders' partitions. Entries of the list are removed first, because only these rows say where the entries are.</summary>
    /// <param name="folders">The table <see cref="TableNames.Folders"/>.</param>
    /// <param name="rows">The rows, with the columns <see cref="DeliveryEntity.Listed"/>.</param>
    /// <param name="cancellationToken">Cancels the operation; calling it again completes it.</param>
    /// <returns>How many rows were removed, including those of the list.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RemoveWithDeliveriesAsync(LazyTable folders, IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken) =>
        await UnparkAsync(DeliveryEntity.ParkedEntriesOf(rows), cancellationToken) + await folders.RemoveAsync(rows, cancellationToken);

    /// <inheritdoc cref="IDeliveryStore.ListParkedAsync"/>
    public async Task<PageOf<ParkedEntry>> ListAsync(ParkedFilter filter, string? from, int limit, CancellationToken cancellationToken)
    {
        // Read one state after the other: a query over partitions that are not a range would scan the whole table.
        var (index, place) = Continuation.ReadPart(from, filter.States.Count);
        var page = await _table.PageAsync(ParkedKeys.Query(filter.States[index], filter), LazyTable.KeysOnly, place, limit, cancellationToken);
        return new PageOf<ParkedEntry>([.. page.Items.Select(ParkedKeys.Read)], Continuation.WritePart(index, page.Next, filter.States.Count));
    }

    /// <inheritdoc cref="IDeliveryStore.CountParkedAsync"/>
    public async Task<IReadOnlyList<ParkedCount>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new List<ParkedCount>();
        var partition = "";
        while (await _table.FirstAsync(TableClient.CreateQueryFilter($"PartitionKey gt {partition}"), LazyTable.KeysOnly, limit: 1, cancellationToken) is [var first])
        {
            partition = first.PartitionKey;
            counts.Add(await CountAsync(first, cancellationToken));
        }

        return counts;
    }

    private async Task<ParkedCount> CountAsync(TableEntity oldest, CancellationToken cancellationToken)
    {
        var (count, isMore) = await _table.CountAsync(TableClient.CreateQueryFilter($"PartitionKey eq {oldest.PartitionKey}"), ParkedCount.Most, cancellationToken);
        var (state, endpoint) = ParkedKeys.Read(oldest.PartitionKey);
        return new ParkedCount(endpoint, state, Math.Min(count, ParkedCount.Most), isMore || count > ParkedCount.Most, ParkedKeys.Read(oldest).At);
    }
}
