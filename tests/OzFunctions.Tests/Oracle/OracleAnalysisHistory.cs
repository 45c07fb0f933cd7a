namespace OzFunctions.Tests.Oracle;

/// <summary>Everything that the payloads contain about one analysis.</summary>
internal sealed class OracleAnalysisHistory
{
    private readonly List<(OracleCopy Copy, OracleWords Words)> _copies;

    public OracleAnalysisHistory(string analysisId, IEnumerable<OracleCopy> copies, IEnumerable<OraclePayload> payloads)
    {
        AnalysisId = analysisId;
        _copies = [.. copies.Select(static copy => (copy, OracleWords.Of(copy)))];

        // A known value replaces an unknown one; of two known values the smaller one is used.
        GroupId = _copies.Select(static seen => seen.Copy.GroupId).Where(static id => id is not null).Order(StringComparer.Ordinal).FirstOrDefault();
        Type = _copies.Select(static seen => seen.Copy.Type?.ToUpperInvariant()).Where(static type => type is not null).Order(StringComparer.Ordinal).FirstOrDefault();
        TimeCreated = _copies.Select(static seen => seen.Copy.TimeCreated).Where(static time => time is not null).Order().FirstOrDefault();

        (Counting, Words) = Greatest(_copies);
        RunningAt = _copies.Where(static seen => seen.Words.IsRunning).Max(static seen => seen.Copy.TimeUpdated);
        Ends = ValidEnds();
        FinishedBy = Ends.Count == 0 ? null : Ends.Min(static end => end.Time);
        IsExact = Ends.Any(end => end.Time == FinishedBy && end.IsExact);
        FinishedAfter = IsExact ? FinishedBy : new[] { RunningAt, TimeCreated }.Max();

        // A creation after the finish is not a meaningful bound.
        FinishedAfter = FinishedAfter > FinishedBy ? FinishedBy : FinishedAfter;

        var answer = Answer(payloads);
        IsPassedByOz = answer?.Result == "SUCCESS";
        var undated = _copies
            .Where(static seen => seen.Copy.TimeUpdated is null && IsFinal(seen.Words))
            .Select(static seen => seen.Words.Result)
            .Append("SUCCESS")
            .Aggregate(OracleWords.Worse);
        var isUndatedWorse = Counting.TimeUpdated is not null && (Words.IsRunning || OracleWords.Worse(undated, Words.Result) != Words.Result);
        var isAnswerLate = answer is { } oz && (Counting.TimeUpdated is null || oz.At > Counting.TimeUpdated.Value.AddMinutes(30));
        IsDisputed = answer?.Result != Words.Result && (isAnswerLate || (isUndatedWorse && !Words.IsRunning));
        Result = !IsDisputed ? Words.Result
            : new[] { Words.IsRunning ? null : Words.Result, answer?.Result, isUndatedWorse ? undated : null }.OfType<string>().Append("OPERATOR_REQUIRED").Aggregate(OracleWords.Worse);
    }

    public string AnalysisId { get; }

    /// <summary>Whether Oz's newest answer about the analysis is a pass.</summary>
    public bool IsPassedByOz { get; }

    public string? GroupId { get; }

    public string? Type { get; }

    public DateTimeOffset? TimeCreated { get; }

    /// <summary>The copy that determines the result.</summary>
    public OracleCopy Counting { get; }

    /// <summary>The words of that copy.</summary>
    public OracleWords Words { get; }

    /// <summary>Whether Oz's newest answer, or a copy without a time, contradicts that copy.</summary>
    public bool IsDisputed { get; }

    /// <summary>The result: that of the copy, unless it is disputed.</summary>
    public string Result { get; }

    /// <summary>The latest time of a running copy.</summary>
    public DateTimeOffset? RunningAt { get; }

    /// <summary>The terminal copies that no later run has invalidated.</summary>
    public IReadOnlyList<(DateTimeOffset Time, bool IsExact)> Ends { get; }

    /// <summary>The latest time at which the analysis can have finished; null if unknown.</summary>
    public DateTimeOffset? FinishedBy { get; }

    /// <summary>The earliest time at which the analysis can have finished; null if unknown.</summary>
    public DateTimeOffset? FinishedAfter { get; }

    /// <summary>Whether the two bounds are equal.</summary>
    public bool IsExact { get; }

    /// <summary>Whether a copy is terminal and no later run has invalidated it.</summary>
    public bool IsValidEnd(OracleCopy copy) => !OracleWords.Of(copy).IsRunning && Ends.Any(end => end.Time == copy.TimeUpdated);

    /// <summary>Whether a copy contains the same information as the one that determines the result.</summary>
    public bool Counts(OracleCopy copy) => copy.TimeUpdated == Counting.TimeUpdated && OracleWords.Of(copy).Result == Words.Result;

    /// <summary>Selects the copy that determines the result.</summary>
    public static (OracleCopy Copy, OracleWords Words) Greatest(IEnumerable<(OracleCopy Copy, OracleWords Words)> copies) =>
        copies
            .OrderBy(static seen => seen.Copy.TimeUpdated ?? DateTimeOffset.MinValue)
            .ThenBy(static seen => !seen.Words.IsRunning)
            .ThenBy(static seen => seen.Words.HasVerdict)
            .ThenBy(static seen => !seen.Words.AsksForOperator)
            .ThenByDescending(static seen => OracleWords.Goodness(seen.Words.Result))
            .ThenBy(static seen => seen.Copy, OracleText.OfCopies)
            .Last();

    /// <summary>Oz's newest answer with a final result of this analysis, and when Oz was asked.</summary>
    private (DateTimeOffset At, string Result)? Answer(IEnumerable<OraclePayload> payloads) =>
        payloads
            .Where(payload => payload is { AskedAt: not null, Analyses: { } copies } && copies.Any(copy => copy.AnalysisId == AnalysisId))
            .Select(payload => (At: payload.AskedAt!.Value, Greatest(payload.Analyses!.Where(copy => copy.AnalysisId == AnalysisId).Select(static copy => (copy, OracleWords.Of(copy)))).Words))
            .Where(static answer => IsFinal(answer.Words))
            .OrderBy(static answer => answer.At)
            .ThenByDescending(static answer => OracleWords.Goodness(answer.Words.Result))
            .Select(static answer => ((DateTimeOffset, string)?)(answer.At, answer.Words.Result))
            .LastOrDefault();

    /// <summary>Whether words are a result. FINISHED without a verdict is none.</summary>
    private static bool IsFinal(OracleWords words) => !words.IsRunning && words.HasVerdict;

    private List<(DateTimeOffset Time, bool IsExact)> ValidEnds()
    {
        var ends = _copies
            .Where(static seen => !seen.Words.IsRunning && seen.Copy.TimeUpdated is not null)
            .Select(seen => (Time: seen.Copy.TimeUpdated!.Value, IsExact: Type == "QUALITY" || seen.Words.AsksForOperator || seen.Words.Result == "FAILED"))
            .ToList();
        var valid = ends.Where(end => RunningAt is null || end.Time > RunningAt).ToList();

        // An analysis that started and ended at the same time has ended, because the terminal copy takes precedence.
        return valid.Count > 0 || Words.IsRunning ? valid : [.. ends.Where(end => end.Time == Counting.TimeUpdated)];
    }
}
