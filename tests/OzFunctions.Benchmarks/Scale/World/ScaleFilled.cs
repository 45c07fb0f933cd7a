using OzFunctions.Server.Azurite;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>A world that has run for some hours at a thousand folders an hour, and has nothing left to do but for two hundred folders that wait for a person. It is five minutes past the last hour.</summary>
internal sealed class ScaleFilled : IAsyncDisposable
{
    /// <summary>How many folders are open, in every world.</summary>
    public const int Open = 200;

    private static readonly TimeSpan SinceTheLastHour = TimeSpan.FromMinutes(5);

    // Before the hour ends: folders of an hour are told of together.
    private static readonly TimeSpan WithinTheHour = TimeSpan.FromMinutes(58);

    // Their first question to Oz has come by now.
    private static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(30);

    private readonly ShiftedClock _clock;
    private int _numbered;
    private int _erased;

    private ScaleFilled(ScaleWorld world, ScalePlan plan, ShiftedClock clock) => (World, Plan, _clock) = (world, plan, clock);

    /// <summary>The world.</summary>
    public ScaleWorld World { get; }

    /// <summary>The folders of the past.</summary>
    public ScalePlan Plan { get; }

    /// <summary>The folder that <see cref="Next"/> gave last.</summary>
    public ScaleFolder Latest { get; private set; } = null!;

    /// <summary>Makes one.</summary>
    /// <param name="installation">The Azurite to run.</param>
    /// <param name="hours">How many hours it has run.</param>
    /// <param name="perSecond">See <see cref="ScalePlan"/>.</param>
    /// <returns>The world.</returns>
    /// <exception cref="InvalidOperationException">The server does not count as many folders as there are.</exception>
    public static async Task<ScaleFilled> MakeAsync(AzuriteInstallation installation, int hours, int? perSecond = null)
    {
        // Whatever is due at a full hour or near its end is not due while it is measured.
        var now = TimeProvider.System.GetUtcNow();
        var end = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        var clock = new ShiftedClock { Ahead = end + SinceTheLastHour - now };
        var filled = new ScaleFilled(await ScaleWorld.StartAsync(installation), new ScalePlan(hours, end, perSecond), clock);
        filled.World.Oz.Clock = clock;
        await filled.FillAsync(hours);
        return filled;
    }

    /// <summary>Tells of folders of which nobody has told.</summary>
    /// <param name="count">How many.</param>
    /// <param name="ago">How long ago that is.</param>
    /// <param name="verdict">How they end.</param>
    /// <param name="webhooks">How many webhooks of each are sent.</param>
    /// <returns>A task that ends when nothing follows from it any more, and it is the present again.</returns>
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

    /// <summary>A folder of which nobody has told.</summary>
    /// <param name="ago">How long ago it was created.</param>
    /// <param name="verdict">How it will end.</param>
    /// <returns>The folder.</returns>
    public ScaleFolder Next(TimeSpan ago, string verdict) => Latest = new ScaleFolder(ScaleIds.Present(_numbered++), (_clock.GetUtcNow() - ago).ToUnixTimeSeconds(), verdict);

    /// <summary>A folder of the last hour that was not erased.</summary>
    /// <returns>The folder, each time another.</returns>
    public ScaleFolder NextToErase() => Plan[Plan.Count - ScalePlan.OfAnHour + 1 + (4 * ++_erased)];

    /// <summary>Has runs of reconciliation do all that there is to do.</summary>
    /// <returns>A task that ends when nothing is left.</returns>
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

        // Oz would show so few of so many that its lists would tell one world from the other.
        foreach (var number in Enumerable.Range(0, hours).SelectMany(Plan.TemplatesOf))
        {
            World.Oz.Forget(Plan[number].Id);
        }

        new ScaleFill(World.Tables.Service, Plan).Run();

        // Hours are counted once, and what was counted is kept.
        var stats = await World.Api.GetAsync("stats?days=90");
        var counted = stats["days"]!.AsArray().Sum(static day => (long)day!["total"]!);
        if (counted != Plan.Count + Open)
        {
            throw new InvalidOperationException($"There are {Plan.Count + Open} folders, and the server counts {counted}.");
        }
    }
}
