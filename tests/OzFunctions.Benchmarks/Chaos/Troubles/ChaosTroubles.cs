namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>The troubles of a run: a server is killed twice, and of the other kinds the seed chooses some, and the order.</summary>
internal static class ChaosTroubles
{
    private const int Chosen = 6;
    private const int MostBetween = 600;

    private static readonly IChaosTrouble[] Everywhere =
    [
        new StorageRestart(),
        new StorageHang(),
        new ForbiddenStorage(),
        new ClockChange(),
        new StrayMessages(),
        new Recovery(),
        new Burst(),
        new Erasure(),
        new Retention(),
    ];

    private static readonly IChaosTrouble[] OfOz = [OzFailure.Unavailable, OzFailure.Throttled, new OzBlock(), new OzLag(), new OzLateList()];

    /// <summary>Chooses those of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="hasOz">Whether Oz can be asked.</param>
    /// <returns>The troubles, in order.</returns>
    public static IReadOnlyList<IChaosTrouble> Of(int seed, bool hasOz)
    {
        var random = new Random(seed);
        var some = hasOz ? [.. Everywhere, .. OfOz] : Everywhere.ToArray();
        random.Shuffle(some);
        IChaosTrouble[] chosen = [new Kill(), new Kill(), .. some.Take(Chosen)];
        random.Shuffle(chosen);
        return chosen;
    }

    /// <summary>Makes them, one after the other.</summary>
    /// <param name="troubles">The troubles.</param>
    /// <param name="scene">Where.</param>
    /// <returns>A task that ends when all are over and all servers serve.</returns>
    public static async Task MakeAsync(IReadOnlyList<IChaosTrouble> troubles, ChaosScene scene)
    {
        foreach (var trouble in troubles)
        {
            await scene.WaitAsync(MostBetween);
            scene.World.Log($"Trouble: {trouble}.");
            await trouble.MakeAsync(scene);
        }

        // Starts servers that could not start because of another fault.
        await scene.World.StartServersAsync();
    }
}
