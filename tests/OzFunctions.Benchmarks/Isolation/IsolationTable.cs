namespace OzFunctions.Benchmarks.Isolation;

/// <summary>Evaluates the results of a comparison and formats them.</summary>
internal static class IsolationTable
{
    /// <summary>The minimum number of deliveries to release per second.</summary>
    public const double LeastPerSecond = 50;

    private const double MostTimes = 1.2;
    private const double MostTimesWhileReleasing = 1.5;

    // Milliseconds by which two healthy servers differ on a machine with other load.
    private const double Noise = 3;

    // Allows for the probes and for storing their outcomes.
    private const double MostMoreRequests = 1;

    // Far more than the number of messages in progress under the steady load. The limit does not depend on the number of owed deliveries.
    private const int MostMessages = 100;

    /// <summary>Creates the rows.</summary>
    /// <param name="figures">The results.</param>
    /// <returns>The rows in display order.</returns>
    public static IReadOnlyList<IsolationRow> Of(IsolationFigures figures)
    {
        var (control, troubled) = (figures.Control, figures.Troubled);
        return
        [
            .. OfLoad(control, troubled, figures.Case.IsDown),
            .. control.OfIdleSecond is { } before && troubled.OfIdleSecond is { } after ? OfIdle(before, after) : [],
            new("most messages in the four queues", control.Messages, troubled.Messages, $"at most {MostMessages}", troubled.Messages <= MostMessages),
            new("folders that good was not notified of", control.Untold, troubled.Untold, "none", (control.Untold, troubled.Untold) == (0, 0)),
            .. OfArrivals(figures.Release),
            .. figures.Case.IsDown ? OfRelease(figures.Release) : [],
        ];
    }

    // An endpoint that flaps is sent owed deliveries half of the time, during the load.
    private static IEnumerable<IsolationRow> OfLoad(IsolationSide control, IsolationSide troubled, bool isDown)
    {
        const string Cpu = "processor time of a webhook, ms";
        var most = isDown ? MostTimes : MostTimesWhileReleasing;
        return
        [
            IsolationRow.AtMostTimes("acknowledgement, p95, ms", control.Load.Acknowledgement, troubled.Load.Acknowledgement, most, Noise),
            IsolationRow.AtMostTimes("acknowledgement to good, p95, ms", control.Load.Delay, troubled.Load.Delay, most, Noise),
            isDown ? IsolationRow.AtMostTimes(Cpu, control.OfWebhook.Cpu, troubled.OfWebhook.Cpu, MostTimes) : new(Cpu, control.OfWebhook.Cpu, troubled.OfWebhook.Cpu),
            new("storage requests of a webhook", control.OfWebhook.Requests, troubled.OfWebhook.Requests),
        ];
    }

    private static IEnumerable<IsolationRow> OfIdle(Usage control, Usage troubled) =>
    [
        new("storage requests of an idle second", control.Requests, troubled.Requests, $"at most {MostMoreRequests} more than the control's", troubled.Requests <= control.Requests + MostMoreRequests),
        new("processor time of an idle second, ms", control.Cpu, troubled.Cpu),
    ];

    // An endpoint that flaps refuses a notification or accepts it, but never does both, so it is sent none twice either.
    private static IEnumerable<IsolationRow> OfArrivals(ReleaseFigures release) =>
    [
        new("released: came", null, release.Came, $"all {release.Owed:N0}", release.Came == release.Owed),
        new("released: received again", null, release.Repeated, "none", release.Repeated == 0),
    ];

    // An endpoint that flaps receives part of what it is owed before its recovery, in no order and at no rate of its own.
    private static IEnumerable<IsolationRow> OfRelease(ReleaseFigures release) =>
    [
        new("accepted while down", null, release.Early, "none", release.Early == 0),
        new($"released: after over {ReleaseFigures.MostYounger} younger ones", null, release.Overtaken, "none", release.Overtaken == 0),
        new("released: seconds until the first", null, release.FirstAfter),
        new("released: deliveries a second", null, release.PerSecond, $"at least {LeastPerSecond}", release.PerSecond >= LeastPerSecond),
        new("meanwhile: acknowledgement, p95, ms", release.Control.Acknowledgement, release.Load.Acknowledgement),
        IsolationRow.AtMostTimes("meanwhile: acknowledgement to good, p95, ms", release.Control.Delay, release.Load.Delay, MostTimesWhileReleasing, Noise),
    ];
}
