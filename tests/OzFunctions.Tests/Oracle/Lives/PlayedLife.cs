namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>A played life: Oz's state at its end, and the payloads that Oz sent.</summary>
internal sealed class PlayedLife
{
    private readonly List<OraclePayload> _received = [];
    private readonly List<OraclePayload> _everyWebhook = [];
    private readonly List<OraclePayload> _everyPart = [];

    private PlayedLife(Life life, bool byLastUpdate)
    {
        var folder = new SimulatedFolder(life.TellsCreated);
        Events = LifeEvent.Of(life);
        foreach (var (number, happened) in Events.Index())
        {
            folder.Apply(happened);
            var plan = number < life.Reports.Length ? life.Reports[number] : new ReportPlan(ReportKind.None, false, false, true);
            if (plan.MovesFolder)
            {
                folder.Touch(happened.At);
            }

            _everyWebhook.Add(folder.Payload(static _ => true, tellsWords: false, byLastUpdate));
            _everyPart.Add(Send(folder, plan.Kind is ReportKind.None or ReportKind.Words ? plan with { Kind = ReportKind.One } : plan, happened, number, byLastUpdate));
            if (plan.Kind != ReportKind.None && !plan.IsLost)
            {
                _received.Add(Send(folder, plan, happened, number, byLastUpdate));
            }
        }

        MissedRun = Events.Any(happened => happened.Step == LifeStep.RunAgain && !_received.Exists(payload => Shows(payload, happened)));
        HasInstantRun = life.Groups.SelectMany(static group => group.Analyses).SelectMany(static analysis => analysis.Runs).Any(static run => run.Duration == 0);
        System = folder.System(byLastUpdate);
        Results = folder.Results;
        LastAnswer = folder.Payload(static _ => true, tellsWords: true, byLastUpdate, SimulatedFolder.Epoch.AddSeconds(Events[^1].At + 1));
        LastWebhook = folder.Payload(static _ => true, tellsWords: true, byLastUpdate);
    }

    public IReadOnlyList<LifeEvent> Events { get; }

    /// <summary>Oz's own result at the end of the life.</summary>
    public string System { get; }

    /// <summary>Oz's results of the analyses at the end of the life.</summary>
    public IReadOnlyDictionary<string, string> Results { get; }

    /// <summary>The planned payloads that arrived.</summary>
    public IReadOnlyList<OraclePayload> Received => _received;

    /// <summary>After each event, a webhook with all analyses and without the folder's statuses.</summary>
    public IReadOnlyList<OraclePayload> EveryWebhook => _everyWebhook;

    /// <summary>The planned payload after each event, with at least the changed analyses, and nothing lost.</summary>
    public IReadOnlyList<OraclePayload> EveryPart => _everyPart;

    /// <summary>Whether a run started and ended at the same time.</summary>
    public bool HasInstantRun { get; }

    /// <summary>Oz's response to a request after the last event.</summary>
    public OraclePayload LastAnswer { get; }

    /// <summary>A webhook with the complete folder after the last event.</summary>
    public OraclePayload LastWebhook { get; }

    /// <summary>Whether an analysis was run again and no received payload shows it running.</summary>
    public bool MissedRun { get; }

    public static PlayedLife Play(Life life, bool byLastUpdate) => new(life, byLastUpdate);

    private static bool Shows(OraclePayload payload, LifeEvent happened) =>
        payload.Analyses is { } copies && copies.Any(copy => copy.AnalysisId == happened.AnalysisIds[0] && copy.ResolutionStatus == "PROCESSING" && copy.TimeUpdated == SimulatedFolder.At(happened.At));

    private static OraclePayload Send(SimulatedFolder folder, ReportPlan plan, LifeEvent happened, int number, bool byLastUpdate) => plan.Kind switch
    {
        ReportKind.Answer => folder.Payload(static _ => true, true, byLastUpdate, SimulatedFolder.Epoch.AddSeconds(happened.At).AddMilliseconds(number)),
        ReportKind.Full => folder.Payload(static _ => true, plan.TellsWords, byLastUpdate),
        ReportKind.Group => folder.Payload(folder.OfGroup(happened.GroupId).Contains, plan.TellsWords, byLastUpdate),
        ReportKind.One => folder.Payload(happened.AnalysisIds.Contains, plan.TellsWords, byLastUpdate),
        _ => folder.Payload(null, true, byLastUpdate),
    };
}
