using System.Diagnostics;

namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>The storage accepts connections and does not answer, for longer than a webhook may take. Not on Windows, where no process can be made to stand still.</summary>
internal sealed class StorageHang : IChaosTrouble
{
    private const int MostMore = 2_500;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await SignalAsync("-STOP", scene);
        try
        {
            await Task.Delay(Shortest, TimeProvider.System);
            await scene.WaitAsync(MostMore);
        }
        finally
        {
            await SignalAsync("-CONT", scene);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "storage hang";

    private static async Task SignalAsync(string signal, ChaosScene scene)
    {
        using var kill = Process.Start("kill", [signal, $"{scene.World.Azurite!.ProcessId}"]);
        await kill.WaitForExitAsync();
    }
}
