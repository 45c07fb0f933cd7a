namespace OzFunctions.Benchmarks.Isolation;

/// <summary>What a server has used.</summary>
/// <param name="Requests">Requests to the storage, repeats among them.</param>
/// <param name="Cpu">Processor time, milliseconds.</param>
internal sealed record Usage(double Requests, double Cpu)
{
    /// <summary>What was used since, for each of so many.</summary>
    /// <param name="earlier">What had been used before.</param>
    /// <param name="count">How many seconds have passed, or webhooks have come.</param>
    /// <returns>The share of one.</returns>
    public Usage Since(Usage earlier, double count) => new((Requests - earlier.Requests) / count, (Cpu - earlier.Cpu) / count);
}
