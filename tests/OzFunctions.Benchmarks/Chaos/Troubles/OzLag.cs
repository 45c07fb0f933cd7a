namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>Oz takes long for each answer.</summary>
internal sealed class OzLag : IChaosTrouble
{
    private const int Longest = 3_000;

    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(700);

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        scene.World.Oz.Fault = static async _ =>
        {
            await Task.Delay(Lag, TimeProvider.System);
            return false;
        };
        await scene.WaitAsync(Longest);
        scene.World.Oz.Fault = static _ => Task.FromResult(false);
    }

    /// <inheritdoc/>
    public override string ToString() => "Oz lag";
}
