namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>Oz hides some of its folders for up to four seconds while their webhooks arrive, as if the transactions that create them were still open.</summary>
internal sealed class OzLateList : IChaosTrouble
{
    private const int Some = 6;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    public Task MakeAsync(ChaosScene scene)
    {
        foreach (var folderId in scene.Random.GetItems(scene.Plan.Living.ToArray(), Some))
        {
            scene.World.Oz.HideUntil(folderId, scene.World.Oz.Clock.GetUtcNow() + (Longest * scene.Random.NextDouble()));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override string ToString() => "Oz late list";
}
