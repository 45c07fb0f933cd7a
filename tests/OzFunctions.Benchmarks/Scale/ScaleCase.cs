using OzFunctions.Benchmarks.Scale.Page;
using OzFunctions.Benchmarks.Scale.World;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>A request or run whose cost must not depend on the number of folders.</summary>
/// <param name="Name">The name of the case.</param>
/// <param name="PrepareAsync">Prepares the case and returns the action to measure, which returns the id of the run that it starts, or null.</param>
internal sealed record ScaleCase(string Name, Func<FilledWorld, Task<Func<Task<string?>>>> PrepareAsync)
{
    /// <summary>How often it is measured. The lowest cost counts, because two concurrent writers of one row cause a retry.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The maximum number of rows scanned, whatever the number of folders, because counting stops there; 0 if nothing is counted.</summary>
    public int Most { get; init; }

    /// <summary>The number of due folders in <see cref="CaseNames.ManyDue"/>.</summary>
    public const int Due = 1_000;

    private const int Page = 100;

    // Every world has more open folders than two of these pages hold.
    private const int OpenPage = 50;

    // Longer than the time after which Oz is asked about a folder.
    private static readonly TimeSpan UntilDue = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    // Longer than a process caches the counts of the latest hours, by the real clock.
    private static readonly TimeSpan UntilCounted = TimeSpan.FromSeconds(16);

    /// <summary>All cases, in the order in which they are measured.</summary>
    public static IReadOnlyList<ScaleCase> All { get; } =
    [
        new(CaseNames.NewFolder, static async world =>
        {
            // Data that the server caches for a while is read for this folder, not for the measured one.
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

    // A folder of the last hour that exists in every world and was copied from one that the server wrote. The server must treat its webhook
    // as a duplicate, which shows that the copy is exact.
    private static ScaleFolder Recent(FilledWorld world) => world.Plan[world.Plan.Count - ScalePlan.OfAnHour + 1];

    private static string Day(FilledWorld world) => $"{DateTimeOffset.FromUnixTimeSeconds(world.Plan[world.Plan.Count / 2].Second):yyyy-MM-dd}";

    // Consecutive cases use the webhooks of one folder.
    private static Task TellAsync(FilledWorld world, int webhook) => world.World.TellAsync(webhook == 1 ? world.Next(JustNow, "SUCCESS") : world.Latest, webhook, webhook);

    // Past hours were counted before; only the latest are counted again.
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

    private static ScaleCase Of(string name, Func<FilledWorld, Task> act) => new(name, world => Task.FromResult<Func<Task<string?>>>(async () =>
    {
        await act(world);
        return null;
    }));

    private static IEnumerable<ScaleCase> OfPages(string name, Func<FilledWorld, string> path, int items = Page) =>
    [
        Of(name, world => world.World.Api.PageAsync(path(world), items)),
        new($"the next {name}", async world =>
        {
            var next = await world.World.Api.PageAsync(path(world), items) ?? throw new InvalidOperationException($"There is no page after the first {name}.");
            return async () =>
            {
                await world.World.Api.PageAsync(path(world), items, next);
                return null;
            };
        }),
    ];
}
