using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>The lease of reconciliation in Azure Tables: one row, beside the runs that it names.</summary>
/// <param name="client">The table <see cref="TableNames.Runs"/>.</param>
internal sealed class ReconciliationLedgerStore(TableClient client) : IReconciliationLedger
{
    // No kind of run has this name.
    private const string Partition = "ledger";
    private const string Row = RunKinds.Reconcile;

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public async Task<Stored<ReconciliationLedger>?> FindAsync(CancellationToken cancellationToken)
    {
        if (await _table.FindAsync(Partition, Row, cancellationToken) is not { } row)
        {
            return null;
        }

        var ledger = new ReconciliationLedger(
            RunId.TryParse(row.GetString(nameof(ReconciliationLedger.Run)))!,
            row.GetDateTimeOffset(nameof(ReconciliationLedger.StartedAt))!.Value,
            row.GetDateTimeOffset(nameof(ReconciliationLedger.Occurrence)),
            row.GetString(nameof(ReconciliationLedger.Progress)));
        return new Stored<ReconciliationLedger>(ledger, row.ETag.ToString());
    }

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(ReconciliationLedger ledger, string? etag, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Partition, Row)
        {
            [nameof(ledger.Run)] = ledger.Run.ToString(),
            [nameof(ledger.StartedAt)] = ledger.StartedAt,
            [nameof(ledger.Occurrence)] = ledger.Occurrence,
            [nameof(ledger.Progress)] = ledger.Progress,
        };

        return await _table.TryWriteAsync(entity, etag, cancellationToken) is not null;
    }
}
