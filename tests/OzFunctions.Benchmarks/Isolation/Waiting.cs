using System.Diagnostics;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>Waits for conditions that other processes bring about.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until a condition is true.</summary>
    /// <param name="isSo">Evaluates the condition.</param>
    /// <param name="patience">The maximum time to wait.</param>
    /// <returns>Whether the condition became true.</returns>
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
