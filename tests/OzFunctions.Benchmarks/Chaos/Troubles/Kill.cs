namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>A server is killed, and started again.</summary>
internal sealed class Kill : IChaosTrouble
{
    private const int Longest = 500;

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        var victim = scene.Random.Next(ChaosWorld.Servers);
        scene.World.Fleet.Kill(victim);
        await scene.WaitAsync(Longest);
        await scene.World.Fleet.StartAsync(victim);
    }

    /// <inheritdoc/>
    public override string ToString() => "kill";
}
