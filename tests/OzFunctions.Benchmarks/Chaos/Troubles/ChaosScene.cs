namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>What trouble is made with.</summary>
/// <param name="World">What is troubled.</param>
/// <param name="Plan">The folders.</param>
/// <param name="Client">Speaks to the servers.</param>
/// <param name="Random">The source of randomness. Not for concurrent use.</param>
internal sealed record ChaosScene(ChaosWorld World, ChaosPlan Plan, ChaosClient Client, Random Random)
{
    /// <summary>Waits.</summary>
    /// <param name="most">For how many milliseconds at most.</param>
    /// <returns>A task that ends then.</returns>
    public Task WaitAsync(int most) => Task.Delay(TimeSpan.FromMilliseconds(Random.Next(most)), TimeProvider.System);
}
