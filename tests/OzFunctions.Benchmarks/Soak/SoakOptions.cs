using System.Globalization;

namespace OzFunctions.Benchmarks.Soak;

/// <summary>The options of a soak test.</summary>
/// <param name="Length">How long webhooks are posted.</param>
/// <param name="Rate">The number of webhooks a second.</param>
/// <param name="Seed">The seed; the same seed plays the same folders.</param>
internal sealed record SoakOptions(TimeSpan Length, double Rate, int Seed)
{
    // The first window starts after the warm-up of the processes, so its figures are those of servers under load.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>The length of each of the two compared windows.</summary>
    public TimeSpan Window => Length / 4 < Longest ? Length / 4 : Longest;

    /// <summary>When the first window starts, relative to the start of the test.</summary>
    public TimeSpan First => Length / 2 < WarmUp ? Length / 4 : WarmUp;

    /// <summary>When the second window starts, relative to the start of the test. It ends with the test.</summary>
    public TimeSpan Last => Length - Window;

    /// <summary>Parses the command line.</summary>
    /// <param name="args"><c>--minutes 60 --rate 20 --seed 1</c>, all optional.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">An argument is not valid.</exception>
    public static SoakOptions Read(string[] args)
    {
        var options = new SoakOptions(TimeSpan.FromHours(1), Rate: 20, Seed: 1);
        foreach (var pair in args.Chunk(2))
        {
            options = pair switch
            {
                ["--minutes", var minutes] => options with { Length = TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)) },
                ["--rate", var rate] => options with { Rate = double.Parse(rate, CultureInfo.InvariantCulture) },
                ["--seed", var seed] => options with { Seed = int.Parse(seed, CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"'{string.Join(' ', pair)}' is none of --minutes, --rate and --seed with a number."),
            };
        }

        return options;
    }
}
