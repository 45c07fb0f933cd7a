using System.Diagnostics;

namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>The storage accepts connections but does not respond for 1 to 3.5 s of real time. Does nothing on Windows, which cannot suspend a process with a signal.</summary>
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
