using System.Globalization;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>The options of an isolation run.</summary>
/// <param name="Cases">The comparisons to make.</param>
/// <param name="WarmUps">The number of webhooks before the measurement.</param>
/// <param name="Windows">The number of windows of steady load.</param>
/// <param name="Window">The length of a window.</param>
/// <param name="Idle">How long requests are counted while there is no load.</param>
internal sealed record IsolationOptions(IReadOnlyList<IsolationCase> Cases, int WarmUps, int Windows, TimeSpan Window, TimeSpan Idle)
{
    /// <summary>The number of webhooks a second that a server receives during the measurement.</summary>
    public const double SteadyRate = 30;

    private const int Few = 2_000;
    private const int Many = 20_000;
    private const int OfQuick = 300;

    /// <summary>
    /// Whether this program serves the tables from memory in place of Azurite, which slows down with so many rows. The queues are Azurite's
    /// in both cases.
    /// </summary>
    public bool CountsTables { get; private init; }

    /// <summary>The number of webhooks in a window.</summary>
    public int WebhooksOfWindow => (int)(SteadyRate * Window.TotalSeconds);

    /// <summary>Parses the command line.</summary>
    /// <param name="args">
    /// <c>--owed 2000 --quick --store counting</c>, all optional. <c>--quick</c> makes one short comparison; <c>--owed</c> makes all
    /// comparisons with that number of deliveries; <c>--store counting</c> serves the tables from memory.
    /// </param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">An argument is not valid.</exception>
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
