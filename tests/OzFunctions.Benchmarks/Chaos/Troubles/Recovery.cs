namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>All endpoints that listen are well for a moment, and fail again: what waits for them begins to be released.</summary>
internal sealed class Recovery : IChaosTrouble
{
    private const int Longest = 1_500;

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        Set(scene.World, areWell: true);
        await scene.WaitAsync(Longest);
        Set(scene.World, areWell: false);
    }

    /// <inheritdoc/>
    public override string ToString() => "recovery";

    private static void Set(ChaosWorld world, bool areWell)
    {
        foreach (var endpoint in world.Endpoints.Where(static endpoint => !endpoint.Temper.IsClosed))
        {
            endpoint.Temper.IsWell = areWell;
        }

        world.SetNames(areWell);
    }
}
