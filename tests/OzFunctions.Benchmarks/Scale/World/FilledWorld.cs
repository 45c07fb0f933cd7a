using OzFunctions.Server.Azurite;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>
/// A world that has run for some hours at a thousand folders an hour. It has no work left, except two hundred open folders that wait for an
/// operator. The time is five minutes past the last hour.
/// </summary>
internal sealed class FilledWorld : IAsyncDisposable
{
    /// <summary>The number of open folders in every world.</summary>
    public const int Open = 200;

    private static readonly TimeSpan SinceTheLastHour = TimeSpan.FromMinutes(5);

    // Before the end of the hour, because the folders of one hour are posted together.
    private static readonly TimeSpan WithinTheHour = TimeSpan.FromMinutes(58);

    // After this time their first check with Oz is over.
    private static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(30);

    private readonly ShiftedClock _clock;
    private int _numbered;
    private int _erased;

    private FilledWorld(ScaleWorld world, ScalePlan plan, ShiftedClock clock) => (World, Plan, _clock) = (world, plan, clock);

    /// <summary>The world.</summary>
    public ScaleWorld World { get; }

    /// <summary>The past folders.</summary>
    public ScalePlan Plan { get; }

    /// <summary>The last result of <see cref="Next"/>.</summary>
    public ScaleFolder Latest { get; private set; } = null!;

    /// <summary>Creates a world.</summary>
    /// <param name="installation">The Azurite to run.</param>
    /// <param name="hours">How many hours it has run.</param>
    /// <param name="perSecond">See <see cref="ScalePlan"/>.</param>
    /// <returns>The world.</returns>
    /// <exception cref="InvalidOperationException">The server's count of folders is wrong.</exception>
    public static async Task<FilledWorld> MakeAsync(AzuriteInstallation installation, int hours, int? perSecond = null)
    {
        // A fixed time after the full hour, so that work scheduled for the hour does not become due during the measurement.
        var now = TimeProvider.System.GetUtcNow();
        var end = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        var clock = new ShiftedClock { Ahead = end + SinceTheLastHour - now };
        var filled = new FilledWorld(await ScaleWorld.StartAsync(installation), new ScalePlan(hours, end, perSecond), clock);
        filled.World.Oz.Clock = clock;
        await filled.FillAsync(hours);
        return filled;
    }

    /// <summary>Posts webhooks of new folders at a past time.</summary>
    /// <param name="count">The number of folders.</param>
    /// <param name="ago">How long ago that time is.</param>
    /// <param name="verdict">The verdict of the folders.</param>
    /// <param name="webhooks">The number of webhooks per folder.</param>
    /// <returns>A task that completes when all following work is done and the clock is set back to the present.</returns>
    public async Task TellAsync(int count, TimeSpan ago, string verdict, int webhooks)
    {
        await World.SetClockAsync(_clock.GetUtcNow() - ago);
        for (var i = 0; i < count; i++)
        {
            await World.TellAsync(Next(ago, verdict), 1, webhooks);
        }

        await World.QuietAsync();
        await World.SetClockAsync(_clock.GetUtcNow());
    }

    /// <summary>Creates a new folder.</summary>
    /// <param name="ago">How long ago it was created.</param>
    /// <param name="verdict">Its verdict.</param>
    /// <returns>The folder.</returns>
    public ScaleFolder Next(TimeSpan ago, string verdict) => Latest = new ScaleFolder(ScaleIds.Present(_numbered++), (_clock.GetUtcNow() - ago).ToUnixTimeSeconds(), verdict);

    /// <summary>Returns a folder of the last hour that has not been erased.</summary>
    /// <returns>A different folder at each call.</returns>
    public ScaleFolder NextToErase() => Plan[Plan.Count - ScalePlan.OfAnHour + 1 + (4 * ++_erased)];

    /// <summary>Makes reconciliation runs until all due work is done.</summary>
    /// <returns>A task that completes when no work is left.</returns>
    public async Task CatchUpAsync()
    {
        for (var run = 0; run < 2; run++)
        {
            await World.MeasureAsync(() => World.Api.StartAsync(HttpMethod.Post, "reconcile"));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => World.DisposeAsync();

    private async Task FillAsync(int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            await World.SetClockAsync(Plan.Begin.AddHours(hour) + WithinTheHour);
            await Task.WhenAll(Plan.TemplatesOf(hour).Select(number => Plan[number]).Select(folder => World.TellAsync(folder, 1, folder.Webhooks)));
        }

        await World.QuietAsync();
        await TellAsync(Open, OpenFor, "OPERATOR_REQUIRED", ScaleFolder.WithVerdict);
        await CatchUpAsync();

        // The lists of the simulated Oz would contain only the templates, whose number differs between the worlds.
        foreach (var number in Enumerable.Range(0, hours).SelectMany(Plan.TemplatesOf))
        {
            World.Oz.Forget(Plan[number].Id);
        }

        new ScaleFill(World.Tables.Service, Plan).Run();

        // Each past hour is counted once, and its count is stored.
        var stats = await World.Api.GetAsync("stats?days=90");
        var counted = stats["days"]!.AsArray().Sum(static day => (long)day!["total"]!);
        if (counted != Plan.Count + Open)
        {
            throw new InvalidOperationException($"There are {Plan.Count + Open} folders, but the server counts {counted}.");
        }
    }
}
