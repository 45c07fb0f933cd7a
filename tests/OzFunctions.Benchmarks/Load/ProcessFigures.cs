namespace OzFunctions.Benchmarks.Load;

/// <summary>What a process has used.</summary>
/// <param name="CpuMilliseconds">Processor time, in the kernel too.</param>
/// <param name="AllocatedBytes">Memory that was allocated, freed or not.</param>
/// <param name="Requests">HTTP requests that left it, repeats among them, by the port that they went to.</param>
internal sealed record ProcessFigures(double CpuMilliseconds, long AllocatedBytes, IReadOnlyDictionary<int, long> Requests)
{
    /// <summary>What was used since.</summary>
    /// <param name="earlier">What had been used before.</param>
    /// <returns>The difference.</returns>
    public ProcessFigures Since(ProcessFigures earlier) => new(
        CpuMilliseconds - earlier.CpuMilliseconds,
        AllocatedBytes - earlier.AllocatedBytes,
        Requests.ToDictionary(static port => port.Key, port => port.Value - earlier.Requests.GetValueOrDefault(port.Key)));

    /// <summary>What two processes have used.</summary>
    /// <param name="other">The other one's figures.</param>
    /// <returns>The sum.</returns>
    public ProcessFigures And(ProcessFigures other) => new(
        CpuMilliseconds + other.CpuMilliseconds,
        AllocatedBytes + other.AllocatedBytes,
        Requests.Keys.Union(other.Requests.Keys).ToDictionary(static port => port, port => Requests.GetValueOrDefault(port) + other.Requests.GetValueOrDefault(port)));
}
