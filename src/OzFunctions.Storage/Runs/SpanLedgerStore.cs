using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Runs;

/// <summary>The unfinished runs over a time span, in Azure Tables: one row, beside the leases of the kinds of runs.</summary>
/// <param name="client">The table <see cref="TableNames.Runs"/>.</param>
internal sealed class SpanLedgerStore(TableClient client) : ISpanLedger
{
    private const string Row = "spans";
    private const string Runs = nameof(Runs);

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public Task<Stored<IReadOnlyList<RunId>>?> FindAsync(CancellationToken cancellationToken) => _table.FindAsync<IReadOnlyList<RunId>>(
        RunLedgerStore.Partition,
        Row,
        static row => [.. (row.GetString(Runs) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(RunId.TryParse).OfType<RunId>()],
        cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(IReadOnlyList<RunId> runs, string? etag, CancellationToken cancellationToken) =>
        await _table.TryWriteAsync(new TableEntity(RunLedgerStore.Partition, Row) { [Runs] = string.Join(',', runs) }, etag, cancellationToken) is not null;
}
