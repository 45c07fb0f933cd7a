using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Notifications;

/// <summary>How endpoints do, in Azure Tables: one partition.</summary>
/// <param name="client">The table <see cref="TableNames.Endpoints"/>.</param>
internal sealed class EndpointHealthStore(TableClient client) : IEndpointHealthStore
{
    private const string Partition = "endpoint";

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public async Task<Stored<EndpointHealth>?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await _table.FindAsync(Partition, name, cancellationToken) is not { } entity)
        {
            return null;
        }

        var health = new EndpointHealth(
            name,
            entity.GetDateTimeOffset(nameof(EndpointHealth.FailingSince)),
            entity.GetDateTimeOffset(nameof(EndpointHealth.DisabledAt)),
            entity.GetString(nameof(EndpointHealth.DisabledBecause)));
        return new Stored<EndpointHealth>(health, entity.ETag.ToString());
    }

    /// <inheritdoc/>
    public async Task<Stored<EndpointHealth>?> TryWriteAsync(EndpointHealth health, string? etag, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Partition, health.Name)
        {
            [nameof(health.FailingSince)] = health.FailingSince,
            [nameof(health.DisabledAt)] = health.DisabledAt,
            [nameof(health.DisabledBecause)] = health.DisabledBecause,
        };

        return await _table.TryWriteAsync(entity, etag, cancellationToken) is { } written ? new Stored<EndpointHealth>(health, written) : null;
    }
}
