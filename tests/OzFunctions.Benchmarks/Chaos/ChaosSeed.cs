using OzFunctions.Server.Azurite;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>
/// One run: folders live, webhooks come, and meanwhile servers are killed, the storage is restarted and fails, clocks disagree, the bank's systems fail and dawdle, and Oz comes and goes. Then all
/// that is ill becomes well, one server does what is left, and everything is checked.
/// </summary>
/// <remarks>The seed decides what is done, and in which order; what meets what is up to the machine, as ever with processes.</remarks>
internal static class ChaosSeed
{
    private const int MostBetweenWebhooks = 120;

    /// <summary>Runs a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="isFlex">Whether one of the servers takes no messages.</param>
    /// <param name="installation">The emulator.</param>
    /// <param name="log">Takes what the servers print.</param>
    /// <returns>What is wrong, and what was done.</returns>
    public static async Task<(IReadOnlyList<string> Faults, string Summary)> RunAsync(int seed, bool isFlex, AzuriteInstallation installation, Action<string> log)
    {
        await using var world = await ChaosWorld.StartAsync(seed, isFlex, installation, log);

        // Each has a generator of its own: a common one would hand its numbers out as the processes happen to run.
        using var client = new ChaosClient(world, new Random(seed));
        var plan = new ChaosPlan(world.Oz, world.Clock, new Random(seed));
        var trouble = new ChaosTrouble(world, new Random(seed));
        var posted = await LiveAsync(plan, client, trouble.MakeAsync(), new Random(seed));
        await world.CalmAsync();
        await client.DrainAsync();
        if (world.HasOz)
        {
            await client.ReconcileAsync();
            await client.DrainAsync();
        }

        var (faults, delivered, parked, again) = await ChaosVerdict.JudgeAsync(world.ConnectionString, plan.Expected(world.HasOz), world.Endpoints);
        return ([.. client.Faults, .. faults], $"{posted} webhooks, {delivered} notifications delivered ({again} of them once more), {parked} held or dead");
    }

    private static async Task<int> LiveAsync(ChaosPlan plan, ChaosClient client, Task trouble, Random random)
    {
        var posted = 0;
        while (!trouble.IsCompleted || !plan.IsOver)
        {
            // What keeps us from making trouble is none of it.
            await (trouble.IsFaulted ? trouble : Task.CompletedTask);
            foreach (var body in plan.Next())
            {
                await client.PostAsync(body);
                plan.Acknowledged(body);
                posted++;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(MostBetweenWebhooks)), TimeProvider.System);
        }

        await trouble;
        return posted;
    }
}
