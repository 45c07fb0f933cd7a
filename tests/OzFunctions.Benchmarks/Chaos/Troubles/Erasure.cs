using System.Diagnostics;

namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>Some folders are erased, also such that are not over. Their webhooks go on to come.</summary>
internal sealed class Erasure : IChaosTrouble
{
    private const int Most = 3;

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        foreach (var folderId in scene.Random.GetItems(scene.Plan.Living.ToArray(), Most).Except(scene.Plan.Erased.Keys))
        {
            if (await scene.Client.TryEraseAsync(folderId))
            {
                scene.Plan.Erased[folderId] = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "erasure";
}
