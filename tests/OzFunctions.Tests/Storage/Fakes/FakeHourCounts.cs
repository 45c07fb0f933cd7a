using System.Runtime.CompilerServices;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>The counts of hours in memory, with ETags as in storage. A test can run code before an hour is counted, and so let counting take time.</summary>
internal sealed class FakeHourCounts : IHourCounts
{
    private readonly Dictionary<IndexHour, Stored<FolderCounts?>> _rows = [];
    private readonly List<IndexHour> _counted = [];
    private readonly Lock _lock = new();
    private int _etag;

    /// <summary>The number of folders of an hour.</summary>
    public Func<IndexHour, long> Folders { get; set; } = static _ => 1;

    /// <summary>Runs before each hour is counted; an exception replaces its counts.</summary>
    public Func<IndexHour, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>The number of hours of each transaction that stored counts.</summary>
    public List<int> StoreSizes { get; } = [];

    /// <summary>The hours that were counted, in order.</summary>
    public IReadOnlyList<IndexHour> Counted
    {
        get
        {
            lock (_lock)
            {
                return [.. _counted];
            }
        }
    }

    /// <summary>The number of hours with stored counts.</summary>
    public int StoredHours
    {
        get
        {
            lock (_lock)
            {
                return _rows.Values.Count(static row => row.Value is not null);
            }
        }
    }

    public Task<IReadOnlyDictionary<IndexHour, Stored<FolderCounts?>>> FindAsync(HourSpan hours, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyDictionary<IndexHour, Stored<FolderCounts?>>>(hours.Hours.Where(_rows.ContainsKey).ToDictionary(static hour => hour, hour => _rows[hour]));
        }
    }

    public async IAsyncEnumerable<HourCounts> CountAsync(HourSpan hours, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var hour in hours.Hours.Reverse())
        {
            await Before(hour).WaitAsync(cancellationToken);
            lock (_lock)
            {
                _counted.Add(hour);
            }

            yield return new HourCounts(hour, new FolderCounts(new Dictionary<FolderStatuses, long> { [new FolderStatuses(Status.Finished, Status.Success)] = Folders(hour) }, Drift: 0));
        }
    }

    public Task TryStoreAsync(IReadOnlyList<CountedHour> counted, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            StoreSizes.Add(counted.Count);
            foreach (var ((hour, counts), _) in counted.Where(hour => _rows.GetValueOrDefault(hour.Counts.Hour)?.ETag == hour.ETag))
            {
                Write(hour, counts);
            }
        }

        return Task.CompletedTask;
    }

    public Task DropAsync(IEnumerable<IndexHour> hours, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var hour in hours)
            {
                Write(hour, counts: null);
            }
        }

        return Task.CompletedTask;
    }

    private void Write(IndexHour hour, FolderCounts? counts) => _rows[hour] = new Stored<FolderCounts?>(counts, $"{++_etag}");
}
