using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>Runs seeds of <see cref="ChaosSeed"/>.</summary>
internal static class ChaosRun
{
    private const int Default = 200;
    private const int AtOnce = 3;

    /// <summary>Runs it.</summary>
    /// <param name="args">How many seeds, the first, and how many at once.</param>
    /// <param name="output">Where to report.</param>
    /// <returns>0; 1 where something was wrong.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Default;
        var first = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        var atOnce = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : AtOnce;
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var (clock, failed, done) = (Stopwatch.StartNew(), new List<int>(), 0);
        var report = TextWriter.Synchronized(output);
        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (seed, _) =>
        {
            var log = new ConcurrentQueue<string>();
            var began = clock.Elapsed;
            var (faults, summary) = await RunAsync(seed, installation, line => log.Enqueue($"{(clock.Elapsed - began).TotalSeconds:F1} {line}"));
            lock (failed)
            {
                done++;
                report.WriteLine($"Seed {seed} in {(clock.Elapsed - began).TotalSeconds:F0} s, {done} after {clock.Elapsed.TotalSeconds:F0} s: {summary}");
                if (faults.Count > 0)
                {
                    failed.Add(seed);
                    var file = Path.Combine(Path.GetTempPath(), $"ozfunctions-chaos-{seed}.log");
                    File.WriteAllLines(file, log);
                    foreach (var line in faults.Append($"What the servers printed is in {file}."))
                    {
                        report.WriteLine($"  {line}");
                    }
                }
            }
        });

        await report.WriteLineAsync(failed.Count == 0 ? $"{done} seeds, and nothing lost, wrong or unaccounted for." : $"Wrong at {failed.Count} of {done} seeds: {string.Join(' ', failed.Order())}");
        return failed.Count == 0 ? 0 : 1;
    }

    private static async Task<(IReadOnlyList<string> Faults, string Summary)> RunAsync(int seed, AzuriteInstallation installation, Action<string> log)
    {
        try
        {
            return await ChaosSeed.RunAsync(seed, installation, log);
        }
        catch (Exception e)
        {
            return ([$"{e}"], "did not come to its end");
        }
    }
}
