using OzFunctions.Benchmarks.Scale.Page;
using OzFunctions.Benchmarks.Scale.World;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>Something whose cost must not depend on how many folders there are.</summary>
/// <param name="Name">What it is.</param>
/// <param name="PrepareAsync">Makes it ready; gives what is measured, which returns the id of the run that it starts, or null.</param>
internal sealed record ScaleCase(string Name, Func<ScaleFilled, Task<Func<Task<string?>>>> PrepareAsync)
{
    /// <summary>How often it is measured. The least counts: of two that write one row at once, one tries again.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The most rows that are looked over, however many there are, since what is counted ends there; 0 where nothing is counted.</summary>
    public int Most { get; init; }

    /// <summary>How many folders are due in <see cref="CaseNames.ManyDue"/>.</summary>
    public const int Due = 1_000;

    private const int Page = 100;

    // In every world there are more open folders than two pages hold.
    private const int OpenPage = 50;

    // Longer than a folder is left alone before Oz is asked about it.
    private static readonly TimeSpan UntilDue = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    // Longer than a process keeps the counts of the latest hours, by a clock that nobody sets.
    private static readonly TimeSpan UntilCounted = TimeSpan.FromSeconds(16);

    /// <summary>All of them, in the order in which they are measured.</summary>
    public static IReadOnlyList<ScaleCase> All { get; } =
    [
        new(CaseNames.NewFolder, static async world =>
        {
            // What is read once in a while is read for this one.
            await world.TellAsync(1, JustNow, "SUCCESS", ScaleFolder.WithVerdict);
            return async () =>
            {
                await TellAsync(world, webhook: 1);
                return null;
            };
        }),
        Of(CaseNames.Untold, static world => TellAsync(world, webhook: 2)),
        Of(CaseNames.Verdict, static world => TellAsync(world, webhook: ScaleFolder.WithVerdict)),
        Of(CaseNames.Duplicate, static world => world.World.Api.PostAsync(Recent(world).Body(ScaleFolder.WithVerdict), "duplicate")),
        Of("GET folders/{id}", static world => world.World.Api.GetAsync($"folders/{Recent(world).Id}")),
        Of("GET folders/{id}/history", static world => world.World.Api.GetAsync($"folders/{Recent(world).Id}/history")),
        .. OfPages("page of folders", static _ => $"folders?limit={Page}"),
        .. OfPages("page of a day long past", static world => $"folders?day={Day(world)}&limit={Page}"),
        .. OfPages("page of its declined folders", static world => $"folders?day={Day(world)}&systemResolution=DECLINED&limit={Page}"),
        Of("search by metadata value", static world => world.World.Api.PageAsync($"folders?meta.transaction_id={Recent(world).Transaction}&limit={Page}", least: 1)),
        .. OfPages("page of open folders", static _ => $"open?limit={OpenPage}", OpenPage),
        Stats(CaseNames.Stats, recent: 0),
        new(CaseNames.NothingDue, static async world =>
        {
            await world.CatchUpAsync();
            return () => world.World.Api.StartAsync(HttpMethod.Post, "reconcile");
        }),
        new(CaseNames.ManyDue, static async world =>
        {
            await world.TellAsync(Due, UntilDue, "SUCCESS", webhooks: 1);
            return () => world.World.Api.StartAsync(HttpMethod.Post, "reconcile");
        }),
        Stats(CaseNames.StatsLater, Due),
        new(CaseNames.Erasure, static world => Task.FromResult(() => world.World.Api.StartAsync(HttpMethod.Delete, $"folders/{world.NextToErase().Id}"))) { Times = 3 },
    ];

    // Of the last hour, in every world, and made from one that the server wrote: that it takes a webhook for a duplicate shows that it is as the server would have written it.
    private static ScaleFolder Recent(ScaleFilled world) => world.Plan[world.Plan.Count - ScalePlan.OfAnHour + 1];

    private static string Day(ScaleFilled world) => $"{DateTimeOffset.FromUnixTimeSeconds(world.Plan[world.Plan.Count / 2].Second):yyyy-MM-dd}";

    // The webhooks of one folder, case by case.
    private static Task TellAsync(ScaleFilled world, int webhook) => world.World.TellAsync(webhook == 1 ? world.Next(JustNow, "SUCCESS") : world.Latest, webhook, webhook);

    // Hours that are over were counted before, and the latest are counted anew.
    private static ScaleCase Stats(string name, int recent) => new(name, async world =>
    {
        await world.TellAsync(recent, JustNow, "SUCCESS", webhooks: 1);
        await world.World.Api.GetAsync("stats");
        await Task.Delay(UntilCounted, TimeProvider.System);
        return async () =>
        {
            await world.World.Api.GetAsync("stats");
            return null;
        };
    })
    {
        Most = 2 * OpenCounts.Most,
    };

    private static ScaleCase Of(string name, Func<ScaleFilled, Task> act) => new(name, world => Task.FromResult<Func<Task<string?>>>(async () =>
    {
        await act(world);
        return null;
    }));

    private static IEnumerable<ScaleCase> OfPages(string name, Func<ScaleFilled, string> path, int items = Page) =>
    [
        Of(name, world => world.World.Api.PageAsync(path(world), items)),
        new($"the next {name}", async world =>
        {
            var next = await world.World.Api.PageAsync(path(world), items) ?? throw new InvalidOperationException($"After the first {name} there is no other.");
            return async () =>
            {
                await world.World.Api.PageAsync(path(world), items, next);
                return null;
            };
        }),
    ];
}
