using OzFunctions.Benchmarks.Chaos.Endpoints;
using OzFunctions.Benchmarks.Chaos.Troubles;
using OzFunctions.Benchmarks.Chaos.Verdicts;
using OzFunctions.Server.Azurite;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>
/// One run: folders change, webhooks are posted, and meanwhile there are faults of servers, clocks, the storage, Oz and the bank's systems. Then all faults are lifted, one server does the
/// remaining work, and everything is checked.
/// </summary>
/// <remarks>The seed decides what is done, and in which order; which of them coincide depends on the machine.</remarks>
internal static class ChaosSeed
{
    private const int MostBetweenWebhooks = 120;

    // In the other seeds an operator enables the endpoints once they are healthy, since probes can be five minutes apart.
    private const int WaitsForProbes = 4;

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(61);

    /// <summary>Runs a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="installation">The emulator.</param>
    /// <param name="log">Takes what the servers print.</param>
    /// <returns>What is wrong, and what was done.</returns>
    public static async Task<(IReadOnlyList<string> Faults, string Summary)> RunAsync(int seed, AzuriteInstallation installation, Action<string> log)
    {
        await using var world = await ChaosWorld.StartAsync(seed, installation, log);

        // Each part has its own generator. With a shared one, the order of concurrent calls would decide which part gets which number.
        using var client = new ChaosClient(world, new Random(seed));
        var plan = new ChaosPlan(world.Oz, world.ClockOf(ChaosPhase.Trouble), new Random(seed));
        var troubles = ChaosTroubles.Of(seed, world.HasOz);
        if (troubles.OfType<Retention>().Any())
        {
            await ChaosPast.PlayAsync(world, plan, client);
        }

        await world.EnterAsync(ChaosPhase.Trouble);
        await LiveAsync(plan, client, ChaosTroubles.MakeAsync(troubles, new ChaosScene(world, plan, client, new Random(seed))), new Random(seed));
        await world.EnterAsync(ChaosPhase.Calm);
        if (seed % WaitsForProbes != 0)
        {
            await Task.WhenAll(world.Endpoints.Where(static endpoint => endpoint.Behavior.Trouble is not EndpointTrouble.Gone).Select(endpoint => client.StartAsync($"endpoints/{endpoint.Name}/enable")));
        }

        await client.DrainAsync();
        if (world.HasOz)
        {
            await client.RunAsync("reconcile");
            await client.DrainAsync();
        }

        // By then no writer is taken to be between its two writes, and no folder is held. Retention also removes list entries without a delivery.
        await ChaosControl.SetClockAsync(world.Fleet.Apis.Single(), Later);
        await client.RunAsync(Retention.Route);
        await client.DrainAsync();
        var verdict = await ChaosVerdict.JudgeAsync(world, plan);
        var endpoints = world.Endpoints.Select(static endpoint => $"{endpoint.Name} {endpoint.Behavior.Trouble}");
        return (
            [.. client.Faults, .. verdict.Faults],
            $"{client.Posted} webhooks, {verdict.Delivered} notifications delivered ({verdict.Again} of them once more), {verdict.Parked} held or dead; {(world.IsFlex ? "flex; " : "")}{string.Join(", ", troubles)}; {string.Join(", ", endpoints)}");
    }

    private static async Task LiveAsync(ChaosPlan plan, ChaosClient client, Task trouble, Random random)
    {
        while (!trouble.IsCompleted || !plan.IsOver)
        {
            // An exception while causing faults ends the run; it is not one of the faults.
            await (trouble.IsFaulted ? trouble : Task.CompletedTask);
            foreach (var body in plan.Next())
            {
                await client.PostAsync(body);
                plan.Acknowledged(body);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(MostBetweenWebhooks)), TimeProvider.System);
        }

        await trouble;
    }
}
