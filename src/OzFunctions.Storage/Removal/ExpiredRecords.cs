using Azure.Data.Tables;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Tables;
using OzFunctions.Storage.Webhooks;

namespace OzFunctions.Storage.Removal;

/// <summary>Removes expired records from Azure Tables. They are found by key ranges, so records that are kept are not read.</summary>
/// <param name="table">The tables, by a name of <see cref="TableNames"/>.</param>
internal sealed class ExpiredRecords(Func<string, TableClient> table) : IExpiredRecords
{
    private const int RemovedAtOnce = 500;

    // An endpoint's own notifications are stored as if the endpoint were a folder.
    private const string AfterEndpoints = "endpoint}";

    private static readonly string FirstEndpoint = EndpointSwitch.FolderOf(name: "");

    private readonly LazyTable _folders = new(table(TableNames.Folders));
    private readonly ExpiredFences _fences = new(table(TableNames.Folders));
    private readonly LazyTable _index = new(table(TableNames.Index));
    private readonly LazyTable _rejected = new(table(TableNames.Rejected));
    private readonly LazyTable _runs = new(table(TableNames.Runs));
    private readonly ParkedRows _parked = new(table(TableNames.Parked));

    /// <inheritdoc/>
    public async Task<RemovedRecords> RemoveSomeAsync(DateTimeOffset before, IReadOnlyCollection<RunId> kept, string? from, CancellationToken cancellationToken)
    {
        var parts = Parts(before, kept);
        var (number, place) = Continuation.ReadPart(from, parts.Count);
        var part = parts[number];
        var page = await part.Table.PageAsync(part.Filter, DeliveryEntity.ListedWithKeys, place, RemovedAtOnce, cancellationToken);
        var removed = await part.RemoveAsync(page.Items, cancellationToken);
        return new RemovedRecords(removed, Continuation.WritePart(number, page.Next, parts.Count));
    }

    private static bool IsKept(TableEntity row, IReadOnlyCollection<RunId> kept) =>
        kept.Any(run => row.PartitionKey == $"{run}" || (row.RowKey == run.Order && (row.PartitionKey is DryRunStore.Reports || row.PartitionKey == run.Kind)));

    private List<Part> Parts(DateTimeOffset before, IReadOnlyCollection<RunId> kept)
    {
        // Newer runs sort first. An id with an empty random part sorts before all others of the same time.
        var order = RunId.New(RunKinds.Reconcile, before, Guid.Empty).Order;
        var (firstReport, lastReport) = ($"{RunKinds.Reconcile}.{order}", $"{RunKinds.Reconcile}/");
        var day = RejectionLog.DayKey(DateOnly.FromDateTime(before.UtcDateTime));

        // By then nobody reads, drops or computes these counts any more.
        var counts = new HourSpan(IndexHour.Earliest, IndexHour.Of(before.AddDays(-2 * DayCounts.MostDays)));
        return
        [
            new(_folders, FenceNotes.Query(before), _fences.RemoveAsync),
            new(_folders, TableClient.CreateQueryFilter($"PartitionKey ge {FirstEndpoint} and PartitionKey lt {AfterEndpoints} and At lt {before}"), (rows, cancellationToken) => _parked.RemoveWithDeliveriesAsync(_folders, rows, cancellationToken)),
            Rows(_index, HourCountEntity.Query(counts)),
            Rows(_rejected, TableClient.CreateQueryFilter($"PartitionKey lt {day}")),
            Rows(_runs, TableClient.CreateQueryFilter($"PartitionKey ge {firstReport} and PartitionKey lt {lastReport}")),
            .. RunKinds.All.Append(DryRunStore.Reports).Select(kind => Rows(_runs, TableClient.CreateQueryFilter($"PartitionKey eq {kind} and RowKey ge {order}"))),
        ];

        Part Rows(LazyTable rows, string filter) => new(rows, filter, (found, cancellationToken) => rows.RemoveAsync(found.Where(row => !IsKept(row, kept)), cancellationToken));
    }

    private sealed record Part(LazyTable Table, string Filter, Func<IReadOnlyList<TableEntity>, CancellationToken, Task<int>> RemoveAsync);
}
