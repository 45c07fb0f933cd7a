using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Runs;

/// <summary>The leases of the kinds of runs in Azure Tables: one row for each kind, in the table of the runs.</summary>
/// <param name="client">The table <see cref="TableNames.Runs"/>.</param>
internal sealed class RunLedgerStore(TableClient client) : IRunLedger
{
    /// <summary>The partition of all leases. No kind of run has this name.</summary>
    public const string Partition = "ledger";

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public Task<Stored<RunLedger>?> FindAsync(string kind, CancellationToken cancellationToken) => _table.FindAsync(Partition, kind, Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(RunLedger ledger, string? etag, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Partition, ledger.Run.Kind)
        {
            [nameof(ledger.Run)] = ledger.Run.ToString(),
            [nameof(ledger.StartedAt)] = ledger.StartedAt,
            [nameof(ledger.Occurrence)] = ledger.Occurrence,
            [nameof(ledger.Progress)] = ledger.Progress,
        };

        return await _table.TryWriteAsync(entity, etag, cancellationToken) is not null;
    }

    private static RunLedger Read(TableEntity row)
    {
        // An id that cannot be read names a run that is not stored, so that the next run is started.
        var run = RunId.TryParse(row.GetString(nameof(RunLedger.Run)) ?? "") ?? RunId.New(row.RowKey, DateTimeOffset.UnixEpoch, Guid.Empty);
        return new RunLedger(
            run,
            row.GetDateTimeOffset(nameof(RunLedger.StartedAt)) ?? run.At,
            row.GetDateTimeOffset(nameof(RunLedger.Occurrence)),
            row.GetString(nameof(RunLedger.Progress)));
    }
}
