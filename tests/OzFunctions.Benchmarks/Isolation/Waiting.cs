using System.Diagnostics;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>Waits for what other processes do.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Whether it is.</param>
    /// <param name="patience">For how long at most.</param>
    /// <returns>Whether it became so.</returns>
    public static async Task<bool> UntilAsync(Func<Task<bool>> isSo, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(began) >= patience)
            {
                return false;
            }

            await Task.Delay(Glance, TimeProvider.System);
        }

        return true;
    }
}
