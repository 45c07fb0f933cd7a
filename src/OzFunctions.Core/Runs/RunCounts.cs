namespace OzFunctions.Core.Runs;

/// <summary>Counts what a run does, by name. Safe for concurrent use.</summary>
/// <param name="counted">What was counted in earlier steps.</param>
internal sealed class RunCounts(IReadOnlyDictionary<string, long> counted)
{
    private readonly Dictionary<string, long> _counts = new(counted);
    private readonly Lock _lock = new();

    /// <summary>Counts.</summary>
    /// <param name="name">The name, as the run shows it.</param>
    /// <param name="by">How many.</param>
    public void Add(string name, long by = 1)
    {
        lock (_lock)
        {
            _counts[name] = _counts.GetValueOrDefault(name) + by;
        }
    }

    /// <summary>Goes back to earlier counts.</summary>
    /// <param name="earlier">What <see cref="ToDictionary"/> gave.</param>
    public void Reset(IReadOnlyDictionary<string, long> earlier)
    {
        lock (_lock)
        {
            _counts.Clear();
            foreach (var (name, count) in earlier)
            {
                _counts[name] = count;
            }
        }
    }

    /// <summary>All counts.</summary>
    /// <returns>A copy.</returns>
    public IReadOnlyDictionary<string, long> ToDictionary()
    {
        lock (_lock)
        {
            return new Dictionary<string, long>(_counts);
        }
    }
}
