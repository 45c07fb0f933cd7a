using System.Globalization;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Tables;
using OzFunctions.Storage.Webhooks;

namespace OzFunctions.Storage.Removal;

/// <summary>Finds what is older than it may be kept, in Azure Tables: by ranges of keys, so that what may stay is not read.</summary>
/// <param name="table">The tables, by a name of <see cref="TableNames"/>.</param>
internal sealed class ExpiredRecords(Func<string, TableClient> table) : IExpiredRecords
{
    private const int RemovedAtOnce = 500;
    private const char PartEnd = ':';

    private readonly LazyTable _rejected = new(table(TableNames.Rejected));
    private readonly LazyTable _runs = new(table(TableNames.Runs));

    /// <inheritdoc/>
    public async Task<Swept> RemoveSomeAsync(DateTimeOffset before, IReadOnlyCollection<RunId> kept, string? from, CancellationToken cancellationToken)
    {
        var (part, place) = ReadPlace(from);
        var parts = Parts(before);
        var (swept, filter) = parts[part];
        var page = await swept.PageAsync(filter, LazyTable.KeysOnly, place, RemovedAtOnce, cancellationToken);
        var removed = await swept.RemoveAsync(page.Items.Where(row => !IsKept(row, kept)), cancellationToken);
        var next = page.Next is not null ? $"{part}{PartEnd}{page.Next}" : part + 1 < parts.Count ? $"{part + 1}{PartEnd}" : null;
        return new Swept(removed, next);
    }

    private static bool IsKept(TableEntity row, IReadOnlyCollection<RunId> kept) =>
        kept.Any(run => row.PartitionKey == $"{run}" || (row.PartitionKey == run.Kind && row.RowKey == run.Order));

    private static (int Part, string? Place) ReadPlace(string? from)
    {
        if (from is null)
        {
            return (0, null);
        }

        var end = from.IndexOf(PartEnd, StringComparison.Ordinal);
        return end > 0 && int.TryParse(from.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part <= RunKinds.All.Count + 1
            ? (part, from.Length > end + 1 ? from[(end + 1)..] : null)
            : throw new InvalidContinuationException();
    }

    private List<(LazyTable Table, string Filter)> Parts(DateTimeOffset before)
    {
        // The newest sort first, and the random part of an id is greater than nothing.
        var order = RunId.New(RunKinds.Reconcile, before, Guid.Empty).Order;
        var (firstReport, lastReport) = ($"{RunKinds.Reconcile}.{order}", $"{RunKinds.Reconcile}/");
        var day = RejectionLog.DayKey(DateOnly.FromDateTime(before.UtcDateTime));
        return
        [
            (_rejected, TableClient.CreateQueryFilter($"PartitionKey lt {day}")),
            (_runs, TableClient.CreateQueryFilter($"PartitionKey ge {firstReport} and PartitionKey lt {lastReport}")),
            .. RunKinds.All.Select(kind => (_runs, TableClient.CreateQueryFilter($"PartitionKey eq {kind} and RowKey ge {order}"))),
        ];
    }
}
