namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>Many folders finish at once. Every endpoint must be notified of each, so a failing endpoint is owed as many deliveries.</summary>
internal sealed class Burst : IChaosTrouble
{
    private const int Few = 60;
    private const int Many = 400;
    private const int SeedsForEachWithMany = 40;
    private const int AtOnce = 4;

    /// <inheritdoc/>
    public Task MakeAsync(ChaosScene scene)
    {
        var bodies = scene.Plan.PlayBurst(scene.World.Seed % SeedsForEachWithMany == 0 ? Many : Few);
        return Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (body, _) =>
        {
            await scene.Client.PostAsync(body);
            scene.Plan.Acknowledged(body);
        });
    }

    /// <inheritdoc/>
    public override string ToString() => "burst";
}
