using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Notifications;

/// <summary>The health of endpoints, in one partition of Azure Tables.</summary>
/// <param name="client">The table <see cref="TableNames.Endpoints"/>.</param>
internal sealed class EndpointHealthStore(TableClient client) : IEndpointHealthStore
{
    private const string Partition = "endpoint";
    private const string ProbeNumber = nameof(ProbeNumber);
    private const string ProbeDueAt = nameof(ProbeDueAt);
    private const string ProbeClaimedUntil = nameof(ProbeClaimedUntil);
    private const string ProbeAfter = nameof(ProbeAfter);

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public Task<Stored<EndpointHealth>?> FindAsync(string name, CancellationToken cancellationToken) => _table.FindAsync(Partition, name, Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stored<EndpointHealth>?> TryWriteAsync(EndpointHealth health, string? etag, CancellationToken cancellationToken) =>
        await _table.TryWriteAsync(Of(health), etag, cancellationToken) is { } written ? new Stored<EndpointHealth>(health, written) : null;

    private static EndpointHealth Read(TableEntity entity) => new(entity.RowKey)
    {
        FailingSince = entity.GetDateTimeOffset(nameof(EndpointHealth.FailingSince)),
        Probe = entity.GetInt32(ProbeNumber) is { } number
            ? new EndpointProbe(number, entity.GetDateTimeOffset(ProbeDueAt)!.Value, entity.GetDateTimeOffset(ProbeClaimedUntil), entity.GetString(ProbeAfter))
            : null,
        DisabledAt = entity.GetDateTimeOffset(nameof(EndpointHealth.DisabledAt)),
        DisabledBecause = entity.GetString(nameof(EndpointHealth.DisabledBecause)),
        Turn = entity.GetInt32(nameof(EndpointHealth.Turn)) ?? 0,
        ReleasesAsked = entity.GetInt64(nameof(EndpointHealth.ReleasesAsked)) ?? 0,
        Release = entity.GetString(nameof(EndpointHealth.Release)) is { } run ? RunId.TryParse(run) : null,
    };

    private static TableEntity Of(EndpointHealth health) => new(Partition, health.Name)
    {
        [nameof(health.FailingSince)] = health.FailingSince,
        [ProbeNumber] = health.Probe?.Number,
        [ProbeDueAt] = health.Probe?.DueAt,
        [ProbeClaimedUntil] = health.Probe?.ClaimedUntil,
        [ProbeAfter] = health.Probe?.After,
        [nameof(health.DisabledAt)] = health.DisabledAt,
        [nameof(health.DisabledBecause)] = health.DisabledBecause,
        [nameof(health.Turn)] = health.Turn,
        [nameof(health.ReleasesAsked)] = health.ReleasesAsked,
        [nameof(health.Release)] = health.Release?.ToString(),
    };
}
