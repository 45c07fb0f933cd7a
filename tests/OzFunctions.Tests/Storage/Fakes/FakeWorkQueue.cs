using OzFunctions.Core.Work;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>An in-memory work queue that shows a test the waiting items and their delays. Items are stored in their serialized form.</summary>
internal sealed class FakeWorkQueue(TimeProvider time) : IWorkQueue
{
    private readonly List<(string Text, DateTimeOffset Due, string Id)> _items = [];
    private int _ids;

    public List<string> Poison { get; } = [];

    /// <summary>Runs before each item is added; an exception replaces the operation.</summary>
    public Func<WorkItem, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public IReadOnlyList<WorkItem> Items => [.. Stored.Select(static item => WorkFormat.Read(item.Text)!)];

    public DateTimeOffset? NextDue => Stored.Select(static item => (DateTimeOffset?)item.Due).Min();

    public TimeSpan DelayOfLast => Stored[^1].Due - time.GetUtcNow();

    /// <summary>Runs before each item is removed or made due; an exception replaces the operation.</summary>
    public Func<WorkReceipt, Task> BeforeTakenBack { get; set; } = static _ => Task.CompletedTask;

    private IReadOnlyList<(string Text, DateTimeOffset Due, string Id)> Stored
    {
        get
        {
            lock (_items)
            {
                return [.. _items];
            }
        }
    }

    public async Task<WorkReceipt> EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Before(item);
        lock (_items)
        {
            var id = $"{_ids++}";
            _items.Add((WorkFormat.Write(item), time.GetUtcNow() + delay, id));
            return new WorkReceipt(item, id, id);
        }
    }

    public async Task RemoveAsync(WorkReceipt receipt, CancellationToken cancellationToken)
    {
        await BeforeTakenBack(receipt);
        lock (_items)
        {
            _items.RemoveAll(item => item.Id == receipt.Id);
        }
    }

    public async Task MakeDueAsync(WorkReceipt receipt, CancellationToken cancellationToken)
    {
        await BeforeTakenBack(receipt);
        lock (_items)
        {
            if (_items.FindIndex(item => item.Id == receipt.Id) is >= 0 and var index)
            {
                _items[index] = _items[index] with { Due = time.GetUtcNow() };
            }
        }
    }

    public Task<TimeSpan> OldestDueAsync(WorkQueueName queue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_items)
        {
            return Task.FromResult(_items.Select(item => now - item.Due).Append(TimeSpan.Zero).Max());
        }
    }

    public Task PoisonAsync(WorkQueueName queue, string text, CancellationToken cancellationToken)
    {
        lock (_items)
        {
            Poison.Add(text);
        }

        return Task.CompletedTask;
    }

    public Task<int> CountPoisonAsync(CancellationToken cancellationToken) => Task.FromResult(Poison.Count);

    public Task<PoisonReplay> ReplayPoisonAsync(int most, CancellationToken patience, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Removes and returns the item that is due first.</summary>
    public (string Text, DateTimeOffset Due)? Take()
    {
        lock (_items)
        {
            if (_items.Count == 0)
            {
                return null;
            }

            var first = _items.MinBy(static item => item.Due);
            _items.Remove(first);
            return (first.Text, first.Due);
        }
    }
}
