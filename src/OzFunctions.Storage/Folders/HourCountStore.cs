using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>
/// The counts of hours, in Azure Tables, beside the rows that they count. Dropping counts keeps the row and changes its ETag, so a process that
/// started counting earlier cannot store its result.
/// </summary>
/// <param name="client">The table <see cref="TableNames.Index"/>.</param>
internal sealed class HourCountStore(TableClient client) : IHourCounts, IDisposable
{
    private readonly LazyTable _table = new(client);
    private readonly CoalescedCall _dropping = new();
    private readonly ConcurrentDictionary<IndexHour, byte> _pending = new();

    /// <inheritdoc/>
    public void Dispose() => _dropping.Dispose();

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<IndexHour, Stored<FolderCounts?>>> FindAsync(HourSpan hours, CancellationToken cancellationToken)
    {
        var found = new Dictionary<IndexHour, Stored<FolderCounts?>>();
        await _table.ReadAllAsync(
            HourCountEntity.Query(hours), [], row => found[FolderKeys.HourOf(row.RowKey)] = new Stored<FolderCounts?>(HourCountEntity.Read(row), row.ETag.ToString()), cancellationToken);
        return found;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<HourCounts> CountAsync(HourSpan hours, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = _table.PagesAsync(IndexEntity.Query(hours, FolderFilter.All), [.. LazyTable.KeysOnly, .. IndexEntity.Counted], LazyTable.MostPerPage, cancellationToken);
        await using var rows = pages.SelectMany(static page => page.Items).GetAsyncEnumerator(cancellationToken);
        var hasRow = await rows.MoveNextAsync();

        // The rows of a later hour sort first.
        foreach (var hour in hours.Hours.Reverse())
        {
            var (partition, folders, drift) = (FolderKeys.Hour(hour), new Dictionary<FolderStatuses, long>(), 0L);
            while (hasRow && rows.Current.PartitionKey == partition)
            {
                var statuses = StatusColumns.Find(rows.Current)!.Value;
                folders[statuses] = folders.GetValueOrDefault(statuses) + 1;
                drift += IndexEntity.HasDrift(rows.Current) ? 1 : 0;
                hasRow = await rows.MoveNextAsync();
            }

            yield return new HourCounts(hour, new FolderCounts(folders, drift));
        }
    }

    /// <inheritdoc/>
    public async Task TryStoreAsync(IReadOnlyList<CountedHour> counted, CancellationToken cancellationToken)
    {
        var transaction = new EntityGroupTransaction(HourCountEntity.Partition);
        foreach (var (counts, etag) in counted)
        {
            transaction.Write(HourCountEntity.Of(counts), etag);
        }

        if (await _table.TrySubmitAsync(transaction, cancellationToken) is null)
        {
            // One hour that was dropped meanwhile must not prevent the others from being stored.
            await Task.WhenAll(counted.Select(hour => _table.TryWriteAsync(HourCountEntity.Of(hour.Counts), hour.ETag, cancellationToken)));
        }
    }

    /// <inheritdoc/>
    public Task DropAsync(IEnumerable<IndexHour> hours, CancellationToken cancellationToken)
    {
        // When a new hour begins, every change of a folder that was first seen earlier drops the same counts.
        foreach (var hour in hours)
        {
            _pending[hour] = 0;
        }

        return _dropping.RunAsync(() => DropPendingAsync(cancellationToken), cancellationToken);
    }

    private async Task DropPendingAsync(CancellationToken cancellationToken)
    {
        foreach (var some in _pending.Keys.Chunk(TableLimits.TransactionEntities))
        {
            Array.ForEach(some, hour => _pending.TryRemove(hour, out _));
            try
            {
                var transaction = new EntityGroupTransaction(HourCountEntity.Partition);
                Array.ForEach(some, hour => transaction.Upsert(HourCountEntity.Dropped(hour)));
                await _table.UpsertAsync(transaction, cancellationToken);
            }
            catch
            {
                // Put the hours back, so that the next run drops their counts: other callers rely on it.
                Array.ForEach(some, hour => _pending[hour] = 0);
                throw;
            }
        }
    }
}
