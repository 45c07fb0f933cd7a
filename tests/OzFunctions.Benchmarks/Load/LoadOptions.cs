using System.Globalization;

namespace OzFunctions.Benchmarks.Load;

/// <summary>How a load run is made.</summary>
/// <param name="Folders">How many folders; about 3.75 webhooks each.</param>
/// <param name="Connections">How many webhooks are under way at once.</param>
/// <param name="Rate">How many are posted a second, whatever the answers take; null for as fast as they are answered.</param>
/// <param name="Seed">The same seed makes the same webhooks.</param>
/// <param name="IsFlex">Whether HTTP and queues of our server have processes of their own, as on Flex Consumption.</param>
/// <param name="HasEveryKind">Whether our server, alone, has an endpoint of each kind.</param>
/// <param name="CountsTables">Whether tables are served from memory by this program and not by Azurite, which takes as long for each row of a transaction as for a request. The queues are Azurite's either way.</param>
internal sealed record LoadOptions(int Folders, int Connections, double? Rate, int Seed, bool IsFlex = false, bool HasEveryKind = false, bool CountsTables = false)
{
    /// <summary>Reads the command line.</summary>
    /// <param name="args"><c>--folders 1000 --connections 16 --rate 100 --seed 1 --topology flex --endpoints all --store counting</c>, each of which may be left out.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">Something else is there.</exception>
    public static LoadOptions Read(string[] args)
    {
        var options = new LoadOptions(Folders: 1_000, Connections: 16, Rate: null, Seed: 1);
        foreach (var pair in args.Chunk(2))
        {
            options = pair switch
            {
                ["--folders", var count] => options with { Folders = Whole(count) },
                ["--connections", var count] => options with { Connections = Whole(count) },
                ["--rate", var rate] => options with { Rate = double.Parse(rate, CultureInfo.InvariantCulture) },
                ["--seed", var seed] => options with { Seed = Whole(seed) },
                ["--topology", "flex"] => options with { IsFlex = true },
                ["--endpoints", "all"] => options with { HasEveryKind = true },
                ["--store", "counting"] => options with { CountsTables = true },
                _ => throw new ArgumentException($"'{string.Join(' ', pair)}' is none of --folders, --connections, --rate and --seed with a number, nor --topology flex, --endpoints all or --store counting."),
            };
        }

        return options;
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
