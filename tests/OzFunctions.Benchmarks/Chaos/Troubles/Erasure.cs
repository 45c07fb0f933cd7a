using System.Diagnostics;

namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>Up to three folders are erased, including unfinished ones. Their webhooks continue to arrive.</summary>
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
