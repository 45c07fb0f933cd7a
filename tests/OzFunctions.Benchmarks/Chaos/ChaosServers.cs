using OzFunctions.OzSimulator;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>The settings and the clocks of the servers of a run.</summary>
/// <param name="world">What they are part of.</param>
internal sealed class ChaosServers(ChaosWorld world)
{
    /// <summary>How long folders are kept after their last change, in days.</summary>
    public const int Days = 1;

    private const double Speed = 5;
    private const double Faults = 0.04;
    private const string Never = "0 0 0 1 1 *";
    private const string EachHalfMinute = "*/30 * * * * *";

    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Past = TimeSpan.FromDays(-3);

    private readonly Random _random = new(world.Seed);
    private readonly DateTimeOffset _epoch = TimeProvider.System.GetUtcNow();

    /// <summary>The time in a phase, where the clock is right.</summary>
    /// <param name="phase">The phase.</param>
    /// <returns>The clock.</returns>
    public TimeProvider ClockOf(ChaosPhase phase) => new FastClock(_epoch, Speed, OffsetOf(phase));

    /// <summary>The settings of a server.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>The settings.</returns>
    public Dictionary<string, string> SettingsOf(int number)
    {
        var isTroubled = world.Phase is ChaosPhase.Trouble;
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = world.ConnectionString,
            ["Webhook__Mode"] = world.IsVerifying ? "Verify" : "Trust",
            ["Folders__MetadataKeys__0"] = ChaosPlan.MetadataKey,
            ["Notifications__Schedule__0"] = "00:00:05",
            ["Notifications__Schedule__1"] = "00:00:10",
            ["Notifications__Schedule__2"] = "00:00:20",
            ["Reconciliation__Schedule"] = isTroubled ? EachHalfMinute : Never,
            ["Retention__Schedule"] = isTroubled ? EachHalfMinute : Never,
            ["Retention__Days"] = $"{Days}",
            ["Logging__LogLevel__Default"] = "Information",

            // They live too short to gain by it.
            ["DOTNET_TieredPGO"] = "0",
        };
        if (world.HasOz)
        {
            settings["Oz__BaseUrl"] = $"{world.Oz.Url}";
            settings["Oz__Email"] = SimulatedOz.Email;
            settings["Oz__Password"] = SimulatedOz.Password;
            settings["Oz__AllowHttp"] = "true";
            settings["Oz__RequestsPerSecond"] = "100";
        }

        foreach (var endpoint in world.Endpoints)
        {
            endpoint.Write(settings);
        }

        lock (_random)
        {
            var skew = isTroubled ? MostSkew * ((2 * _random.NextDouble()) - 1) : TimeSpan.Zero;
            new ChaosSettings(_random.Next(), _epoch, Speed, OffsetOf(world.Phase) + skew, world.Phase is ChaosPhase.Calm ? 0 : Faults).Write(settings);
        }

        return world.IsFlex && number == 0 ? FlexStartup.ServingHttpOnly(settings) : settings;
    }

    private TimeSpan OffsetOf(ChaosPhase phase) => phase switch
    {
        ChaosPhase.Past => Past,
        ChaosPhase.Calm => world.CalmAfter,
        _ => TimeSpan.Zero,
    };
}
