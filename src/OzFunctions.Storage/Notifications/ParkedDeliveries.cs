using Azure.Data.Tables;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Notifications;

/// <summary>Deliveries that are held or dead, in Azure Tables: a partition for each endpoint.</summary>
/// <param name="client">The table <see cref="TableNames.Parked"/>.</param>
internal sealed class ParkedDeliveries(TableClient client) : IParkedDeliveries
{
    private static readonly string Dead = nameof(DeliveryState.Dead);

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, ParkedCounts>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, ParkedCounts>(StringComparer.Ordinal);
        await _table.ReadAllAsync(
            filter: null,
            [nameof(Delivery.State)],
            row =>
            {
                var before = counts.GetValueOrDefault(row.PartitionKey) ?? new ParkedCounts(0, 0);
                counts[row.PartitionKey] = row.GetString(nameof(Delivery.State)) == Dead
                    ? before with { Dead = before.Dead + 1 }
                    : before with { Held = before.Held + 1 };
            },
            cancellationToken);
        return counts;
    }
}
