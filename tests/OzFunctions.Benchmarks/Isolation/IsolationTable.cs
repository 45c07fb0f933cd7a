namespace OzFunctions.Benchmarks.Isolation;

/// <summary>Judges what a comparison found, and shows it.</summary>
internal static class IsolationTable
{
    /// <summary>How many deliveries a second must be released at least.</summary>
    public const double LeastPerSecond = 50;

    private const double MostTimes = 1.2;
    private const double MostTimesWhileReleasing = 1.5;

    // Milliseconds by which two servers that are both well differ on a machine that does other things too.
    private const double Noise = 3;

    // For probes and what is written about them.
    private const double MostMoreRequests = 1;

    // What is under way at a moment under the steady load, with much to spare. It is the same for every number of deliveries.
    private const int MostMessages = 100;

    /// <summary>Makes the rows.</summary>
    /// <param name="figures">What was found.</param>
    /// <returns>The rows, in the order in which they are shown.</returns>
    public static IReadOnlyList<IsolationRow> Of(IsolationFigures figures)
    {
        var (control, troubled) = (figures.Control, figures.Troubled);
        return
        [
            .. OfLoad(control, troubled, figures.Case.IsDown),
            .. control.OfIdleSecond is { } before && troubled.OfIdleSecond is { } after ? OfIdle(before, after) : [],
            new("most messages in the four queues", control.Messages, troubled.Messages, $"at most {MostMessages}", troubled.Messages <= MostMessages),
            new("folders that good was not told of", control.Untold, troubled.Untold, "none", troubled.Untold == 0),
            .. figures.Release is { } release ? OfRelease(release) : [],
        ];
    }

    // One that flaps is released to during half of the time, at the same time as the load.
    private static IEnumerable<IsolationRow> OfLoad(IsolationSide control, IsolationSide troubled, bool isDown)
    {
        const string Cpu = "processor time of a webhook, ms";
        var most = isDown ? MostTimes : MostTimesWhileReleasing;
        return
        [
            IsolationRow.AtMostTimes("acknowledgement, p95, ms", control.Load.Acknowledgement, troubled.Load.Acknowledgement, most, Noise),
            IsolationRow.AtMostTimes("from it to the notification at good, p95, ms", control.Load.Delay, troubled.Load.Delay, most, Noise),
            isDown ? IsolationRow.AtMostTimes(Cpu, control.OfWebhook.Cpu, troubled.OfWebhook.Cpu, MostTimes) : new(Cpu, control.OfWebhook.Cpu, troubled.OfWebhook.Cpu),
            new("storage requests of a webhook", control.OfWebhook.Requests, troubled.OfWebhook.Requests),
        ];
    }

    private static IEnumerable<IsolationRow> OfIdle(Usage control, Usage troubled) =>
    [
        new("storage requests of an idle second", control.Requests, troubled.Requests, $"at most {MostMoreRequests} more than the control's", troubled.Requests <= control.Requests + MostMoreRequests),
        new("processor time of an idle second, ms", control.Cpu, troubled.Cpu),
    ];

    private static IEnumerable<IsolationRow> OfRelease(ReleaseFigures release) =>
    [
        new("released: came", null, release.Came, $"all {release.Owed:N0}", release.Came == release.Owed),
        new("released: came once more", null, release.Repeated),
        new($"released: after more than {ReleaseFigures.MostYounger} younger ones", null, release.Overtaken, "none", release.Overtaken == 0),
        new("released: seconds until the first came", null, release.FirstAfter),
        new("released: a second", null, release.PerSecond, $"at least {LeastPerSecond}", release.PerSecond >= LeastPerSecond),
        new("meanwhile: acknowledgement, p95, ms", release.Control.Acknowledgement, release.Load.Acknowledgement),
        IsolationRow.AtMostTimes("meanwhile: from it to good, p95, ms", release.Control.Delay, release.Load.Delay, MostTimesWhileReleasing, Noise),
    ];
}
