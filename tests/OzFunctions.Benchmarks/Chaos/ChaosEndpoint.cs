using Microsoft.AspNetCore.Http;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>A bank's system of the chaos run.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Events">What it wants.</param>
/// <param name="Url">Where it is told.</param>
internal sealed record ChaosEndpoint(string Name, string[] Events, Uri Url)
{
    /// <summary>The sink that listens there; null while it is down.</summary>
    public Sink? Sink { get; set; }

    /// <summary>Lets a sink fail and dawdle at random.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="random">Decides when.</param>
    /// <param name="failures">How many answers are failures, 0 to 1.</param>
    /// <param name="longest">How long it takes at most.</param>
    public static void Trouble(Sink sink, Random random, double failures, TimeSpan longest) => sink.Answer = async (context, _) =>
    {
        double luck;
        TimeSpan wait;
        lock (random)
        {
            (luck, wait) = (random.NextDouble(), longest * random.NextDouble());
        }

        await Task.Delay(wait, TimeProvider.System);
        if (luck < failures)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    };

    /// <summary>Adds it to settings.</summary>
    /// <param name="settings">The settings.</param>
    public void Write(Dictionary<string, string> settings) => settings.WithEndpoint(Name, $"{Url}", TimeSpan.FromSeconds(2), Events);

    /// <summary>Whether it wants an event type.</summary>
    /// <param name="type">The event type.</param>
    /// <returns>True when it is to be told.</returns>
    public bool Wants(string type) => Events.Contains(type);
}
