using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>
/// Writes rows without reading them, in batches. While a write to a partition is in progress, further writes to it wait and are then sent together in one
/// transaction. A busy partition thus needs few requests, and a single write does not wait.
/// </summary>
/// <param name="client">The SDK's client of the table.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchedWrites(TableClient client, TimeProvider time)
{
    /// <summary>The time limit of a write, 5 seconds. A write that exceeds it fails; its caller, or the process that takes over the caller's message, repeats it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly LazyTable _table = new(client);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<PendingWrite>> _pending = new(StringComparer.Ordinal);

    /// <summary>Writes a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cancellationToken">Cancels the write. Whether the row was written is then unknown.</param>
    /// <returns>A task that completes when the row is written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, another write to the same rows is in progress, or the write exceeds <see cref="Limit"/>.</exception>
    public Task WriteAsync(TableEntity row, CancellationToken cancellationToken) =>
        TryWriteAsync([new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)], cancellationToken);

    /// <summary>Writes rows of one partition together, all or none.</summary>
    /// <param name="rows">The writes.</param>
    /// <param name="cancellationToken">Cancels the write. Whether the rows were written is then unknown.</param>
    /// <returns>False when a row to insert exists, or one to replace or delete does not; nothing is written then.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, another write to the same rows is in progress, or the write exceeds <see cref="Limit"/>.</exception>
    public Task<bool> TryWriteAsync(IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            EntityGroupTransaction.Check((TableEntity)row.Entity);
        }

        var partitionKey = rows[0].Entity.PartitionKey;
        var write = new PendingWrite(rows, cancellationToken);
        lock (_lock)
        {
            if (_pending.TryGetValue(partitionKey, out var queue))
            {
                queue.Enqueue(write);
                return write.Written.Task.WaitAsync(cancellationToken);
            }

            _pending[partitionKey] = new Queue<PendingWrite>();
        }

        _ = WriteAllAsync(partitionKey, write);
        return write.Written.Task.WaitAsync(cancellationToken);
    }

    private async Task WriteAllAsync(string partitionKey, PendingWrite first)
    {
        for (List<PendingWrite> batch = [first]; batch.Count > 0; batch = Next(partitionKey))
        {
            await WriteBatchAsync(batch);
        }
    }

    private async Task WriteBatchAsync(List<PendingWrite> batch)
    {
        try
        {
            await WriteAsync(batch);
            batch.ForEach(static write => write.Written.TrySetResult(true));
        }
        catch (TableTransactionFailedException e) when (e.IsConflict() && Refused(batch, e) is { } refused)
        {
            refused.Written.TrySetResult(false);
            await WriteBatchAsync([.. batch.Where(write => write != refused)]);
        }
        catch (Exception e) when (e is StoreUnavailableException || batch.Count == 1)
        {
            var failure = e is RequestFailedException conflict && conflict.IsConflict() ? _table.Conflict(conflict) : e;
            batch.ForEach(write => write.Written.TrySetException(failure));
        }
        catch (Exception)
        {
            // One write that is refused must not prevent the others, so each is sent alone.
            foreach (var write in batch)
            {
                await WriteBatchAsync([write]);
            }
        }
    }

    // An upsert conflicts only with a write that is in progress.
    private static PendingWrite? Refused(List<PendingWrite> batch, TableTransactionFailedException e) =>
        batch.SelectMany(static write => write.Rows.Select(row => row.ActionType is TableTransactionActionType.UpsertReplace ? null : write)).ElementAtOrDefault(e.FailedTransactionActionIndex ?? -1);

    private List<PendingWrite> Next(string partitionKey)
    {
        lock (_lock)
        {
            var (queue, batch, size) = (_pending[partitionKey], new List<PendingWrite>(), new EntityGroupTransaction(partitionKey));

            // A second write of a row waits for the next batch, so that the later write wins.
            while (queue.TryPeek(out var next) && size.Takes(next.Rows))
            {
                queue.Dequeue();
                if (next.CancellationToken.IsCancellationRequested)
                {
                    next.Written.TrySetCanceled(next.CancellationToken);
                    continue;
                }

                size.Add(next.Rows);
                batch.Add(next);
            }

            if (batch.Count == 0)
            {
                _pending.Remove(partitionKey);
            }

            return batch;
        }
    }

    private async Task WriteAsync(List<PendingWrite> batch)
    {
        List<TableTransactionAction> rows = [.. batch.SelectMany(static write => write.Rows)];
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            if (rows is [{ ActionType: TableTransactionActionType.UpsertReplace } single])
            {
                await _table.UpsertAsync(single.Entity, limit.Token);
            }
            else if (rows.Count > 0)
            {
                var transaction = new EntityGroupTransaction(rows[0].Entity.PartitionKey);
                transaction.Add(rows);
                await _table.RunAsync(table => table.SubmitTransactionAsync(transaction.Actions, limit.Token), limit.Token);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new StoreUnavailableException($"A write to the {_table.Description} took longer than {Limit.TotalSeconds} seconds.", e);
        }
    }

    private sealed class PendingWrite(IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken)
    {
        public IReadOnlyList<TableTransactionAction> Rows => rows;

        public CancellationToken CancellationToken => cancellationToken;

        public TaskCompletionSource<bool> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
