using OzFunctions.Server;

namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>The storage is stopped, and started again.</summary>
internal sealed class StorageRestart : IChaosTrouble
{
    private const int Longest = 500;
    private const int MostStarts = 100;

    private static readonly TimeSpan BetweenStarts = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        await scene.World.StopStorageAsync();
        await scene.WaitAsync(Longest);
        for (var tries = 1; scene.World.Azurite is null; tries++)
        {
            try
            {
                await scene.World.StartStorageAsync();
            }
            catch (StartupException) when (tries < MostStarts)
            {
                // While it was away, somebody's connection took its port for a moment.
                await Task.Delay(BetweenStarts, TimeProvider.System);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "storage restart";
}
