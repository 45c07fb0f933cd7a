namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>A kind of trouble.</summary>
internal interface IChaosTrouble
{
    /// <summary>Makes it, and ends it.</summary>
    /// <param name="scene">Where.</param>
    /// <returns>A task that ends when it is over.</returns>
    Task MakeAsync(ChaosScene scene);
}
