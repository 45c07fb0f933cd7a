namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>A folder at Oz after some of the events of its life.</summary>
internal sealed class SimulatedFolder(bool tellsCreated)
{
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private int _events;
    private int? _created;
    private int? _updated;

    /// <summary>Oz's own result, with groups ordered by their first finish or by their last update.</summary>
    public string System(bool byLastUpdate) =>
        _rows.Count == 0 ? "INITIAL"
        : _rows.Values.Any(static row => row.Result == "PROCESSING") ? "PROCESSING"
        : _rows.Values.GroupBy(static row => row.GroupId).MaxBy(group => group.Max(row => byLastUpdate ? row.Updated : row.Finished))!
            .Select(static row => row.Result).Aggregate(OracleWords.Worse);

    public string Resolution =>
        _rows.Count == 0 ? "INITIAL"
        : _rows.Values.Any(static row => row.Result == "PROCESSING") ? "PROCESSING"
        : _rows.Values.Any(static row => row.Result == "FAILED") ? "FAILED"
        : "FINISHED";

    /// <summary>Oz's results of the analyses.</summary>
    public IReadOnlyDictionary<string, string> Results => _rows.ToDictionary(static row => row.Key, static row => row.Value.Result);

    public void Apply(LifeEvent happened)
    {
        _events++;
        foreach (var id in happened.AnalysisIds)
        {
            var row = _rows.TryGetValue(id, out var known) ? known : new Row(happened.GroupId, happened.At, happened.Result, (happened.At, _events), (happened.At, _events));
            row = row with { Result = happened.Result, Updated = (happened.KeepsTime ? row.Updated.Time : happened.At, _events) };
            _rows[id] = happened.Step == LifeStep.EndOfRun ? row with { Finished = (happened.At, _events) } : row;
        }

        _created ??= happened.At;
    }

    /// <summary>Sets the folder's own <c>time_updated</c>.</summary>
    public void Touch(int at) => _updated = at;

    /// <summary>Creates a payload with the analyses for which <paramref name="tells"/> is true; without analyses if it is null.</summary>
    public OraclePayload Payload(Func<string, bool>? tells, bool tellsWords, bool byLastUpdate, DateTimeOffset? askedAt = null) => new()
    {
        AskedAt = askedAt,
        ResolutionStatus = tellsWords ? Resolution : null,
        SystemResolution = tellsWords ? System(byLastUpdate) : null,
        TimeCreated = tellsCreated ? At(_created) : null,
        TimeUpdated = At(_updated),
        Analyses = tells is null ? null : [.. _rows.Where(row => tells(row.Key)).Select(row => Copy(row.Key, row.Value))],
    };

    public IEnumerable<string> OfGroup(string groupId) => _rows.Where(row => row.Value.GroupId == groupId).Select(static row => row.Key);

    public static DateTimeOffset? At(int? seconds) => seconds is { } value ? Epoch.AddSeconds(value) : null;

    private OracleCopy Copy(string id, Row row) => new(
        id,
        row.GroupId,
        id.Contains("quality", StringComparison.Ordinal) ? "QUALITY" : "BIOMETRY",
        row.Result is "PROCESSING" or "FAILED" ? row.Result : "FINISHED",
        row.Result,
        tellsCreated ? At(row.Created) : null,
        At(row.Updated.Time));

    /// <summary>An analysis. Its times include the number of the event, which orders events at the same time.</summary>
    private sealed record Row(string GroupId, int Created, string Result, (int Time, int Event) Finished, (int Time, int Event) Updated);
}
