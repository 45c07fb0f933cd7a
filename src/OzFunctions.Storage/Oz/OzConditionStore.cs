using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Oz;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Oz;

/// <summary>The conditions of Oz accounts in Azure Tables: one row each, in the table of the endpoints.</summary>
/// <param name="client">The table <see cref="TableNames.Endpoints"/>.</param>
internal sealed class OzConditionStore(TableClient client) : IOzConditionStore
{
    private const string Partition = "oz";
    private const string LoginRefusal = nameof(LoginRefusal);
    private const string LoginStoppedSince = nameof(LoginStoppedSince);
    private const string LoginStoppedUntil = nameof(LoginStoppedUntil);
    private const string LoginClaimId = nameof(LoginClaimId);
    private const string LoginClaimedUntil = nameof(LoginClaimedUntil);
    private const string ClockSkewSeconds = nameof(ClockSkewSeconds);
    private const string ClockSkewSeenAt = nameof(ClockSkewSeenAt);

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public Task<Stored<OzConditions>?> FindAsync(string account, CancellationToken cancellationToken) => _table.FindAsync(Partition, account, Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(string account, OzConditions conditions, string? etag, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Partition, account)
        {
            [LoginRefusal] = conditions.LoginStop?.Refusal,
            [LoginStoppedSince] = conditions.LoginStop?.Since,
            [LoginStoppedUntil] = conditions.LoginStop?.Until,
            [LoginClaimId] = conditions.LoginClaim?.Id,
            [LoginClaimedUntil] = conditions.LoginClaim?.Until,
            [ClockSkewSeconds] = conditions.ClockSkew?.Skew.TotalSeconds,
            [ClockSkewSeenAt] = conditions.ClockSkew?.SeenAt,
        };

        return await _table.TryWriteAsync(entity, etag, cancellationToken) is not null;
    }

    private static OzConditions Read(TableEntity row) => new(
        row.GetString(LoginRefusal) is { } refusal
            ? new OzLoginStop(refusal, row.GetDateTimeOffset(LoginStoppedSince)!.Value, row.GetDateTimeOffset(LoginStoppedUntil)!.Value)
            : null,
        row.GetDouble(ClockSkewSeconds) is { } seconds
            ? new OzClockSkew(TimeSpan.FromSeconds(seconds), row.GetDateTimeOffset(ClockSkewSeenAt)!.Value)
            : null,
        row.GetDateTimeOffset(LoginClaimedUntil) is { } until ? new OzLoginClaim(row.GetString(LoginClaimId), until) : null);
}
