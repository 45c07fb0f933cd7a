using System.Globalization;

namespace OzFunctions.Benchmarks.Soak;

/// <summary>How a soak is made.</summary>
/// <param name="Length">How long webhooks are posted.</param>
/// <param name="Rate">How many webhooks a second.</param>
/// <param name="Seed">The same seed plays the same folders.</param>
internal sealed record SoakOptions(TimeSpan Length, double Rate, int Seed)
{
    // What starts a process is over by then, so that the first figures are those of a server at work.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>How long each of the two windows is that are compared.</summary>
    public TimeSpan Window => Length / 4 < Longest ? Length / 4 : Longest;

    /// <summary>When the first window begins, after the start.</summary>
    public TimeSpan First => Length / 2 < WarmUp ? Length / 4 : WarmUp;

    /// <summary>When the second window begins, after the start. It ends with the soak.</summary>
    public TimeSpan Last => Length - Window;

    /// <summary>Reads the command line.</summary>
    /// <param name="args"><c>--minutes 60 --rate 20 --seed 1</c>, each of which may be left out.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">Something else is there.</exception>
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
