namespace OzFunctions.Benchmarks.Load;

/// <summary>The resources that a process has used.</summary>
/// <param name="CpuMilliseconds">Processor time, including kernel time.</param>
/// <param name="AllocatedBytes">Allocated memory, freed or not.</param>
/// <param name="Requests">Outgoing HTTP requests, including retries, by destination port.</param>
internal sealed record ProcessFigures(double CpuMilliseconds, long AllocatedBytes, IReadOnlyDictionary<int, long> Requests)
{
    /// <summary>Returns what was used since an earlier measurement.</summary>
    /// <param name="earlier">The earlier measurement.</param>
    /// <returns>The difference.</returns>
    public ProcessFigures Since(ProcessFigures earlier) => new(
        CpuMilliseconds - earlier.CpuMilliseconds,
        AllocatedBytes - earlier.AllocatedBytes,
        Requests.ToDictionary(static port => port.Key, port => port.Value - earlier.Requests.GetValueOrDefault(port.Key)));

    /// <summary>Adds the figures of another process.</summary>
    /// <param name="other">The other one's figures.</param>
    /// <returns>The sum.</returns>
    public ProcessFigures And(ProcessFigures other) => new(
        CpuMilliseconds + other.CpuMilliseconds,
        AllocatedBytes + other.AllocatedBytes,
        Requests.Keys.Union(other.Requests.Keys).ToDictionary(static port => port, port => Requests.GetValueOrDefault(port) + other.Requests.GetValueOrDefault(port)));
}
