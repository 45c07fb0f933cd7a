using System.Globalization;

namespace OzFunctions.Benchmarks.Load;

/// <summary>The options of a load run.</summary>
/// <param name="Folders">The number of folders, with about 3.75 webhooks each.</param>
/// <param name="Connections">The maximum number of concurrent requests.</param>
/// <param name="Rate">The number of webhooks a second, whatever the response times; null to post as fast as they are acknowledged.</param>
/// <param name="Seed">The seed; the same seed creates the same webhooks.</param>
/// <param name="IsFlex">Whether the OzFunctions server has separate processes for HTTP and for the queues, as on Flex Consumption.</param>
/// <param name="HasEveryKind">Whether only the OzFunctions server runs, with an endpoint of each kind.</param>
/// <param name="CountsTables">
/// Whether this program serves the tables from memory in place of Azurite, which takes as long for each row of a transaction as for a
/// request. The queues are Azurite's in both cases.
/// </param>
internal sealed record LoadOptions(int Folders, int Connections, double? Rate, int Seed, bool IsFlex = false, bool HasEveryKind = false, bool CountsTables = false)
{
    /// <summary>Parses the command line.</summary>
    /// <param name="args"><c>--folders 1000 --connections 16 --rate 100 --seed 1 --topology flex --endpoints all --store counting</c>, all optional.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">An argument is not valid.</exception>
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
