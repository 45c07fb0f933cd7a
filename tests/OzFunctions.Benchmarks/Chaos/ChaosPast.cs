namespace OzFunctions.Benchmarks.Chaos;

/// <summary>What came before the run: some days ago folders lived and came to their end, and the only server was killed.</summary>
internal static class ChaosPast
{
    /// <summary>Plays it.</summary>
    /// <param name="world">Where.</param>
    /// <param name="plan">The folders.</param>
    /// <param name="client">Speaks to the server.</param>
    /// <returns>A task that ends when every webhook was acknowledged.</returns>
    public static async Task PlayAsync(ChaosWorld world, ChaosPlan plan, ChaosClient client)
    {
        await world.EnterAsync(ChaosPhase.Past);
        foreach (var body in plan.PlayPast(world.Clock))
        {
            await client.PostAsync(body);
            plan.Acknowledged(body);
        }

        plan.ForgetPast();
    }
}
