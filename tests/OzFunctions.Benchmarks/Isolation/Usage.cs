namespace OzFunctions.Benchmarks.Isolation;

/// <summary>The resources that a server has used.</summary>
/// <param name="Requests">Requests to the storage, including retries.</param>
/// <param name="Cpu">Processor time, milliseconds.</param>
internal sealed record Usage(double Requests, double Cpu)
{
    /// <summary>Returns what was used per unit since an earlier measurement.</summary>
    /// <param name="earlier">The earlier measurement.</param>
    /// <param name="count">The number of units: seconds or webhooks.</param>
    /// <returns>The resources per unit.</returns>
    public Usage Since(Usage earlier, double count) => new((Requests - earlier.Requests) / count, (Cpu - earlier.Cpu) / count);
}
