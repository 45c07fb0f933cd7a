namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>The storage refuses the credentials of all servers, as while its key is rotated.</summary>
internal sealed class ForbiddenStorage : IChaosTrouble
{
    private const int Longest = 2_000;

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        await SetAsync(scene, isForbidden: true);
        await scene.WaitAsync(Longest);
        await SetAsync(scene, isForbidden: false);
    }

    /// <inheritdoc/>
    public override string ToString() => "forbidden storage";

    private static Task SetAsync(ChaosScene scene, bool isForbidden) => Task.WhenAll(scene.World.Fleet.Apis.Select(api => ChaosControl.SetForbiddenAsync(api, isForbidden)));
}
