using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>
/// Writes rows over whatever is there. While a write to a partition is under way, others to it gather, and then go together with one request: a
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
    public Task WriteAsync(TableEntity row, CancellationToken cancellationToken)
    {
        EntityGroupTransaction.Check(row);
        var waiting = new Waiting(row, cancellationToken);
        lock (_lock)
        {
            if (_gathering.TryGetValue(row.PartitionKey, out var gathering))
            {
                gathering.Enqueue(waiting);
                return waiting.Written.Task.WaitAsync(cancellationToken);
            }

            _gathering[row.PartitionKey] = new Queue<Waiting>();
        }

        _ = WriteAllAsync(row.PartitionKey, waiting);
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
            batch.ForEach(static row => row.Written.TrySetResult());
        }
        catch (Exception e) when (e is StoreUnavailableException || batch.Count == 1)
        {
            batch.ForEach(row => row.Written.TrySetException(e));
        }
        catch (Exception)
        {
            // One that is refused must not keep the others from being written.
            foreach (var row in batch)
            {
                await WriteBatchAsync([row]);
            }
        }
    }

    private List<Waiting> Next(string partitionKey)
    {
        lock (_lock)
        {
            var (gathering, batch, size) = (_gathering[partitionKey], new List<Waiting>(), new EntityGroupTransaction(partitionKey));

            // A row that is written twice waits for its turn: the later write counts.
            while (gathering.TryPeek(out var next) && batch.TrueForAll(row => row.Row.RowKey != next.Row.RowKey) && size.HasRoomFor(next.Row, bytesKeptFree: 0))
            {
                gathering.Dequeue();
                if (next.CancellationToken.IsCancellationRequested)
                {
                    next.Written.TrySetCanceled(next.CancellationToken);
                    continue;
                }

                size.Upsert(next.Row);
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

    private Task WriteAsync(List<Waiting> batch, CancellationToken cancellationToken)
    {
        if (batch is [var single])
        {
            return _table.RunAsync(table => table.UpsertEntityAsync(single.Row, TableUpdateMode.Replace, cancellationToken), cancellationToken);
        }

        var transaction = new EntityGroupTransaction(batch[0].Row.PartitionKey);
        batch.ForEach(row => transaction.Upsert(row.Row));
        return _table.RunAsync(table => table.SubmitTransactionAsync(transaction.Actions, cancellationToken), cancellationToken);
    }

    private sealed record Waiting(TableEntity Row, CancellationToken CancellationToken)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
