using System.Globalization;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>How an isolation run is made.</summary>
/// <param name="Cases">What is compared.</param>
/// <param name="WarmUps">Webhooks before anything is measured.</param>
/// <param name="Windows">How many windows of steady load there are.</param>
/// <param name="Window">How long a window is.</param>
/// <param name="Idle">For how long requests are counted while nothing happens.</param>
internal sealed record IsolationOptions(IReadOnlyList<IsolationCase> Cases, int WarmUps, int Windows, TimeSpan Window, TimeSpan Idle)
{
    /// <summary>How many webhooks a second a server gets while it is measured.</summary>
    public const double SteadyRate = 30;

    private const int Few = 2_000;
    private const int Many = 20_000;
    private const int OfQuick = 300;

    /// <summary>Whether tables are served from memory by this program and not by Azurite, which becomes slow with so many rows. The queues are Azurite's either way.</summary>
    public bool CountsTables { get; private init; }

    /// <summary>How many webhooks a window has.</summary>
    public int WebhooksOfWindow => (int)(SteadyRate * Window.TotalSeconds);

    /// <summary>Reads the command line.</summary>
    /// <param name="args">
    /// <c>--owed 2000 --quick --store counting</c>, each of which may be left out. <c>--quick</c> makes one short comparison, <c>--owed</c> all of them with that many deliveries, <c>--store counting</c> serves
    /// tables from memory.
    /// </param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">Something else is there.</exception>
    public static IsolationOptions Read(string[] args)
    {
        var (owed, isQuick, countsTables) = ((int?)null, false, false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i..])
            {
                case ["--quick", ..]:
                    isQuick = true;
                    break;
                case ["--owed", var number, ..]:
                    owed = int.Parse(number, CultureInfo.InvariantCulture);
                    i++;
                    break;
                case ["--store", "counting", ..]:
                    countsTables = true;
                    i++;
                    break;
                default:
                    throw new ArgumentException($"'{args[i]}' is not --quick, --owed with a number, or --store counting.");
            }
        }

        return (isQuick ? Quick(owed ?? OfQuick) : owed is { } one ? Full([one], one) : Full([Few, Many], Few)) with { CountsTables = countsTables };
    }

    private static IsolationOptions Full(int[] refused, int others) => new(
        [
            .. refused.Select(static owed => new IsolationCase(Trouble.Refuses, owed)),
            new(Trouble.Hangs, others),
            new(Trouble.HasNoAddress, others),
            new(Trouble.Flaps, others),
        ],
        WarmUps: 300,
        Windows: 16,
        Window: TimeSpan.FromSeconds(4),
        Idle: TimeSpan.FromSeconds(30));

    private static IsolationOptions Quick(int owed) => new(
        [new(Trouble.Refuses, owed)],
        WarmUps: 200,
        Windows: 6,
        Window: TimeSpan.FromSeconds(2),
        Idle: TimeSpan.FromSeconds(8));
}
