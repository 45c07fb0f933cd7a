using OzFunctions.Core.Endpoints;

namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>How many notifications one endpoint takes, and what it costs while it takes none.</summary>
internal static class ScaleEndpoints
{
    // An ordinary answer of a system that writes to a database before it answers.
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(300);

    /// <summary>Computes this part of the page.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The part, as Markdown.</returns>
    public static string Of(ScaleCounts counts)
    {
        ScaleLoad[] loads = [.. ScalePage.Volumes.Select(volume => new ScaleLoad(counts, volume))];
        var owedByAnInstance = ScaleLoad.WebhooksOfAnInstance / counts.Life!.Webhooks * ScaleLoad.NotificationsOf(counts);
        var (dead, largest) = (ScaleLimit.DeadEndpoint(counts), loads[^1]);
        return $"""
            ## What an endpoint takes

            An endpoint is told {Figures.Of(ScaleLoad.NotificationsOf(counts))} times of a folder. An instance with {ScaleLoad.WebhooksOfAnInstance} webhooks a second therefore owes it {Figures.Of(owedByAnInstance)} notifications a second. With {EndpointCapacity.Default} attempts at once, the default of `Notifications:Endpoints:{"{0..9}"}:MaxConcurrent`,
            it keeps up if it answers within {Figures.Of(1000 * EndpointCapacity.Default / owedByAnInstance)} ms. An endpoint that needs longer is owed more than it takes whenever instances are that busy, and `MaxConcurrent` raises what it takes in proportion:

            {ByVolume(loads)}

            What it does not take waits in a list, and one run over all processes releases it, with as many attempts at once as one more instance.

            While an endpoint fails, each notification that it is owed is a row of its own partition of `OzParked`: {Figures.Of(largest.Owed)} entities a second at {Figures.Millions(largest.FoldersADay)} million folders a day and at the peak, of {Figures.Whole(AzureFigures.PartitionEntities)}. With `Events=*` it is told of groups as well, which is twice as many:
            {Figures.Of(2 * largest.Owed)}, and the limit is met at {Figures.Millions(dead.MetAt / 2)} million.
            """;
    }

    private static string ByVolume(IReadOnlyList<ScaleLoad> loads)
    {
        return Figures.Table(
            ["folders a day", .. loads.Select(static load => $"{Figures.Millions(load.FoldersADay)} million")],
            [
                Row("notifications a second that an endpoint is owed, at the peak", static load => load.Owed),
                Row("instances at the peak", static load => load.PeakInstances),
                Row($"notifications a second that it takes by default, if it answers in {Answer.TotalMilliseconds} ms", static load => load.PeakInstances * EndpointCapacity.Default / Answer.TotalSeconds),
                Row($"the smallest `MaxConcurrent` with which it keeps up, if it answers in {Answer.TotalMilliseconds} ms", MaxConcurrentOf),
            ]);

        IReadOnlyList<string> Row(string what, Func<ScaleLoad, double> value) => [what, .. loads.Select(load => Figures.Of(value(load)))];
    }

    private static double MaxConcurrentOf(ScaleLoad load) => Math.Ceiling(load.Owed / load.PeakInstances * Answer.TotalSeconds);
}
