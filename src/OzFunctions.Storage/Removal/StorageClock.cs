using Azure.Data.Tables;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Runs;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Removal;

/// <summary>The clock of Azure Tables, read from the <c>Date</c> header of a response.</summary>
/// <param name="client">The table <see cref="TableNames.Runs"/>.</param>
internal sealed class StorageClock(TableClient client) : IStorageClock
{
    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await _table.RunAsync(
            table => table.GetEntityIfExistsAsync<TableEntity>(RunLedgerStore.Partition, RunKinds.Retention, LazyTable.KeysOnly, cancellationToken), cancellationToken);
        return answer.GetRawResponse().Headers.Date;
    }
}
