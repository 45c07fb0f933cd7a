namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>All endpoints that listen recover for a moment and fail again, so that the release of their waiting deliveries starts.</summary>
internal sealed class Recovery : IChaosTrouble
{
    private const int Longest = 1_500;

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        Set(scene.World, areHealthy: true);
        await scene.WaitAsync(Longest);
        Set(scene.World, areHealthy: false);
    }

    /// <inheritdoc/>
    public override string ToString() => "recovery";

    private static void Set(ChaosWorld world, bool areHealthy)
    {
        foreach (var endpoint in world.Endpoints.Where(static endpoint => !endpoint.Behavior.IsClosed))
        {
            endpoint.Behavior.IsHealthy = areHealthy;
        }

        world.SetNames(areHealthy);
    }
}
