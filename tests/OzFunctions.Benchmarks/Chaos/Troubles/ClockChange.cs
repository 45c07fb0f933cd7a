namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>The clock of a server is moved forward or back by up to 40 s, and the change is undone later.</summary>
internal sealed class ClockChange : IChaosTrouble
{
    private const int Longest = 1_000;

    private static readonly TimeSpan Most = TimeSpan.FromSeconds(40);

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        if (scene.World.Fleet.Apis is not { Count: > 0 } apis)
        {
            return;
        }

        var (api, by) = (apis[scene.Random.Next(apis.Count)], Most * ((2 * scene.Random.NextDouble()) - 1));
        await ChaosControl.SetClockAsync(api, by);
        await scene.WaitAsync(Longest);
        await ChaosControl.SetClockAsync(api, -by);
    }

    /// <inheritdoc/>
    public override string ToString() => "clock change";
}
