using OzFunctions.Benchmarks.Scale.Page;
using OzFunctions.Benchmarks.Scale.World;
using OzFunctions.Core.Work;
using OzFunctions.Server.Azurite;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>
/// Measures what reconciliation runs cost for a folder from its verdict until its last check, in addition to the same runs in a world
/// without folders. Runs are five minutes apart, as scheduled, around the times when folders are due for a check, and further apart
/// otherwise. Before each run one more folder is created in both worlds, because lists are read starting with the newest folder. Two of a
/// hundred folders wait for an operator until they are abandoned.
/// </summary>
internal static class ScaleAftercare
{
    private const int Folders = 500;
    private const int OneWaitsOf = 50;

    private static readonly TimeSpan Schedule = TimeSpan.FromMinutes(5);

    // Longer than the ten minutes before the previous run that each run reads again.
    private static readonly TimeSpan Closely = TimeSpan.FromMinutes(40);

    /// <summary>Makes the measurement.</summary>
    /// <param name="installation">The Azurite to run.</param>
    /// <returns>The cost of one folder.</returns>
    public static async Task<AftercareCounts> MeasureAsync(AzuriteInstallation installation)
    {
        var (looksWith, with) = await RunsAsync(installation, Folders);
        var (looksWithout, without) = await RunsAsync(installation, folders: 0);
        var cost = (with - without).Without(TableNames.Runs, TableNames.Endpoints, QueueNames.Runs);
        return new AftercareCounts(
            Each(looksWith - looksWithout),
            Each(cost.Oz),
            cost.Tables.ToDictionary(static table => table.Key, static table => new TablePart(Each(table.Value.Requests), Each(table.Value.Entities), null)));
    }

    private static async Task<(long Looks, ScaleCost Cost)> RunsAsync(AzuriteInstallation installation, int folders)
    {
        await using var world = await ScaleWorld.StartAsync(installation);
        var clock = new ShiftedClock { Ahead = TimeSpan.FromDays(-30) };
        world.Oz.Clock = clock;
        await world.SetClockAsync(clock.GetUtcNow());

        // The first run covers the time before the measurement, so it is not counted.
        await world.MeasureAsync(() => world.Api.StartAsync(HttpMethod.Post, "reconcile"));
        for (var i = 0; i < folders; i++)
        {
            await TellAsync(i, i % OneWaitsOf == 0 ? "OPERATOR_REQUIRED" : "SUCCESS");
        }

        var (began, cost, looks) = (clock.GetUtcNow(), ScaleCost.None, 0L);
        foreach (var (run, after) in Times().Index())
        {
            clock.Ahead += began + after - clock.GetUtcNow();
            await world.SetClockAsync(clock.GetUtcNow());
            await TellAsync(Folders + run, "SUCCESS");
            string? id = null;
            cost += await world.MeasureAsync(async () => id = await world.Api.StartAsync(HttpMethod.Post, "reconcile"));
            looks += (long)(await world.Api.GetAsync($"runs/{id}"))["scanned"]!;
        }

        return (looks, cost);

        Task TellAsync(int number, string verdict) =>
            world.TellAsync(new ScaleFolder(ScaleIds.Present(number), clock.GetUtcNow().ToUnixTimeSeconds(), verdict), 1, ScaleFolder.WithVerdict);
    }

    private static IEnumerable<TimeSpan> Times()
    {
        TimeSpan[] looks = [TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromDays(7)];
        var closely = looks.SelectMany(static look => Enumerable.Range(1, (int)(Closely / Schedule)).Select(run => look + (run * Schedule)));
        var seldom = Enumerable.Range(1, 7).Select(static run => TimeSpan.FromHours(3 * run)).Concat(Enumerable.Range(2, 8).Select(static day => TimeSpan.FromDays(day) - Schedule));
        return closely.Concat(seldom).Order();
    }

    private static double Each(long all) => Math.Round((double)all / Folders, 3);
}
