using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>
/// Writes rows over whatever is there, and rows that belong together in one transaction. While a write to a partition is under way, others to it gather, and then go together with one request: a
/// partition that many write to costs few requests, and a single write does not wait.
/// </summary>
/// <param name="client">The SDK's client of the table.</param>
/// <param name="time">The clock.</param>
internal sealed class GatheredWrites(TableClient client, TimeProvider time)
{
    /// <summary>How long a write may take. What takes longer fails, and its writer, or the process that takes the writer's message, begins it once more.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly LazyTable _table = new(client);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<Waiting>> _gathering = new(StringComparer.Ordinal);

    /// <summary>Writes a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cancellationToken">Gives up; whether it was written is then unknown.</param>
    /// <returns>A task that ends when it is written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or takes longer than <see cref="Limit"/>.</exception>
    public Task WriteAsync(TableEntity row, CancellationToken cancellationToken) =>
        WriteAsync([new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)], cancellationToken);

    /// <summary>Writes rows of one partition together, all or none.</summary>
    /// <param name="rows">What is inserted or replaced whatever is there, and what is deleted if it is there.</param>
    /// <param name="cancellationToken">Gives up; whether they were written is then unknown.</param>
    /// <returns>A task that ends when they are written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or takes longer than <see cref="Limit"/>.</exception>
    public Task WriteAsync(IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            EntityGroupTransaction.Check((TableEntity)row.Entity);
        }

        var partitionKey = rows[0].Entity.PartitionKey;
        var waiting = new Waiting(rows, cancellationToken);
        lock (_lock)
        {
            if (_gathering.TryGetValue(partitionKey, out var gathering))
            {
                gathering.Enqueue(waiting);
                return waiting.Written.Task.WaitAsync(cancellationToken);
            }

            _gathering[partitionKey] = new Queue<Waiting>();
        }

        _ = WriteAllAsync(partitionKey, waiting);
        return waiting.Written.Task.WaitAsync(cancellationToken);
    }

    private async Task WriteAllAsync(string partitionKey, Waiting first)
    {
        for (List<Waiting> batch = [first]; batch.Count > 0; batch = Next(partitionKey))
        {
            await WriteBatchAsync(batch);
        }
    }

    private async Task WriteBatchAsync(List<Waiting> batch)
    {
        try
        {
            await WriteAsync(batch);
            batch.ForEach(static waiting => waiting.Written.TrySetResult());
        }
        catch (TableTransactionFailedException e) when (Refused(batch, e) is { } refused && refused.Owner.TryLeaveOut(refused.Row, e))
        {
            await WriteBatchAsync(batch);
        }
        catch (Exception e) when (e is StoreUnavailableException || batch.Count == 1)
        {
            batch.ForEach(waiting => waiting.Written.TrySetException(e));
        }
        catch (Exception)
        {
            // One that is refused must not keep the others from being written.
            foreach (var waiting in batch)
            {
                await WriteBatchAsync([waiting]);
            }
        }
    }

    private static (Waiting Owner, TableTransactionAction Row)? Refused(List<Waiting> batch, TableTransactionFailedException e) =>
        batch.SelectMany(static waiting => waiting.Rows.Select(row => ((Waiting, TableTransactionAction)?)(waiting, row))).ElementAtOrDefault(e.FailedTransactionActionIndex ?? -1);

    private List<Waiting> Next(string partitionKey)
    {
        lock (_lock)
        {
            var (gathering, batch, size) = (_gathering[partitionKey], new List<Waiting>(), new EntityGroupTransaction(partitionKey));

            // A row that is written twice waits for its turn: the later write counts.
            while (gathering.TryPeek(out var next) && size.Takes(next.Rows))
            {
                gathering.Dequeue();
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
                _gathering.Remove(partitionKey);
            }

            return batch;
        }
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            await WriteAsync(batch, limit.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new StoreUnavailableException($"A write to the table {_table.Name} took longer than {Limit.TotalSeconds} seconds.", e);
        }
    }

    private async Task WriteAsync(List<Waiting> batch, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> rows = [.. batch.SelectMany(static waiting => waiting.Rows)];
        if (rows is [{ ActionType: TableTransactionActionType.UpsertReplace } single])
        {
            await _table.RunAsync(table => table.UpsertEntityAsync(single.Entity, TableUpdateMode.Replace, cancellationToken), cancellationToken);
        }
        else if (rows.Count > 0)
        {
            var transaction = new EntityGroupTransaction(rows[0].Entity.PartitionKey);
            transaction.Add(rows);
            await _table.RunAsync(table => table.SubmitTransactionAsync(transaction.Actions, cancellationToken), cancellationToken);
        }
    }

    private sealed class Waiting(IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken)
    {
        public IReadOnlyList<TableTransactionAction> Rows { get; private set; } = rows;

        public CancellationToken CancellationToken => cancellationToken;

        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Leaves out the deletion of a row that is gone.</summary>
        public bool TryLeaveOut(TableTransactionAction row, TableTransactionFailedException e)
        {
            if (row.ActionType is not TableTransactionActionType.Delete || !e.IsConflict())
            {
                return false;
            }

            Rows = [.. Rows.Where(one => one != row)];
            return true;
        }
    }
}
