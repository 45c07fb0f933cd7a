using System.Globalization;
using OzFunctions.Benchmarks.Scale.Page;
using OzFunctions.Benchmarks.Scale.World;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>
/// Measures one reconciliation run over a million known, unchanged folders: how many are compared per second, and how much memory and how
/// many requests to Oz this takes.
/// </summary>
internal static class ReconcileRun
{
    private const double MostOzPerHundred = 1.1;
    private const double MostMiB = 200;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes the measurement.</summary>
    /// <param name="args">As for <see cref="ScaleOptions.Read"/>, and <c>--per-second 116</c> to create folders in bursts, as at ten million a day.</param>
    /// <param name="output">The writer for the results.</param>
    /// <returns>0; 1 if it exceeds a limit of requests or memory, or a folder is not found unchanged.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        int? perSecond = args is [.., "--per-second", var rate] ? int.Parse(rate, CultureInfo.InvariantCulture) : null;
        var options = ScaleOptions.Read(perSecond is null ? args : args[..^2]);
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        await using var filled = await FilledWorld.MakeAsync(installation, options.Hours, perSecond);
        var (world, plan) = (filled.World, filled.Plan);
        GeneratedOz.In(world.Oz, plan);

        // A small run compiles the code and opens the connections.
        await RunAsync(world, plan.Begin, plan.Begin.AddHours(1), static _ => { });
        var (before, held, most, began) = (world.Cost, world.MiB, 0.0, TimeProvider.System.GetTimestamp());
        await output.WriteLineAsync($"{plan.Count:N0} folders; the server holds {held:F0} MiB.");
        var run = await RunAsync(world, plan.Begin, plan.End, mebibytes => most = Math.Max(most, mebibytes));
        var (cost, took) = (world.Cost - before, TimeProvider.System.GetElapsedTime(began));

        var counts = new PassCounts(
            plan.Count,
            Math.Round(100.0 * cost.Oz / plan.Count, 3),
            Math.Round((double)cost.OfTables.Requests / plan.Count, 3),
            Math.Round(plan.Count / took.TotalSeconds),
            Math.Round(most - held));
        await output.WriteLineAsync(
            $"{counts.FoldersASecond:N0} folders a second ({took.TotalSeconds:F0} s), at most {counts.MiB:N0} MiB more, {counts.OzPerHundred:F2} requests to Oz for a hundred folders, {counts.TablesPerFolder:F2} to tables for each; {run.ToJsonString()}");
        string[] faults =
        [
            .. counts.OzPerHundred > MostOzPerHundred ? (string[])[$"A hundred folders take {counts.OzPerHundred:F2} requests to Oz; the limit is {MostOzPerHundred}."] : [],
            .. counts.MiB > MostMiB ? (string[])[$"The server took {counts.MiB:N0} MiB more; the limit is {MostMiB}."] : [],
            .. (long?)run["unchanged"] != plan.Count ? (string[])[$"Of {plan.Count:N0} folders {run["unchanged"]} are unchanged."] : [],
        ];
        Array.ForEach(faults, output.WriteLine);
        if (faults.Length == 0 && options.Writes)
        {
            await ScaleFiles.ChangeAsync(all => all with { Pass = counts });
        }

        return faults.Length == 0 ? 0 : 1;
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> RunAsync(ScaleWorld world, DateTimeOffset from, DateTimeOffset to, Action<double> note)
    {
        var run = (await world.Api.StartAsync(HttpMethod.Post, $"reconcile?from={from:yyyy-MM-ddTHH:mm:ssZ}&to={to:yyyy-MM-ddTHH:mm:ssZ}"))!;
        while (!await world.Api.IsFinishedAsync(run))
        {
            note(world.MiB);
            await Task.Delay(Glance, TimeProvider.System);
        }

        return await world.Api.GetAsync($"runs/{run}");
    }
}
