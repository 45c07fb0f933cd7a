namespace OzFunctions.Core.Runs;

/// <summary>The counts of a run, by name. Safe for concurrent use.</summary>
/// <param name="counted">The counts of earlier steps.</param>
internal sealed class RunCounts(IReadOnlyDictionary<string, long> counted)
{
    private Dictionary<string, long> _counts = new(counted);
    private readonly Lock _lock = new();

    /// <summary>Adds to a count.</summary>
    public void Add(string name, long by = 1)
    {
        lock (_lock)
        {
            _counts[name] = _counts.GetValueOrDefault(name) + by;
        }
    }

    /// <summary>Restores earlier counts.</summary>
    /// <param name="earlier">The counts that <see cref="ToDictionary"/> returned.</param>
    public void Reset(IReadOnlyDictionary<string, long> earlier)
    {
        lock (_lock)
        {
            _counts = new Dictionary<string, long>(earlier);
        }
    }

    /// <summary>Returns all counts.</summary>
    public IReadOnlyDictionary<string, long> ToDictionary()
    {
        lock (_lock)
        {
            return new Dictionary<string, long>(_counts);
        }
    }
}
