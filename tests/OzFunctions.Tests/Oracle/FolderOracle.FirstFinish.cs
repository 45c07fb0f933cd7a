namespace OzFunctions.Tests.Oracle;

/// <summary>
/// The rules without reports and without bounds: the group whose earliest known terminal copies are latest decides.
/// </summary>
internal static partial class FolderOracle
{
    private static readonly string[] WorstFirst = ["INITIAL", "PROCESSING", "FAILED", "DECLINED", "OPERATOR_REQUIRED", "SUCCESS"];
    private static readonly string[] Vocabulary = [.. WorstFirst, "FINISHED"];
    private static readonly string[] Unfinished = ["INITIAL", "PROCESSING", "FAILED"];
    private static readonly string[] Verdicts = ["DECLINED", "OPERATOR_REQUIRED", "SUCCESS"];

    public static OracleFolder Of(IEnumerable<OracleCopy> copies)
    {
        var analyses = copies.GroupBy(copy => copy.AnalysisId).Select(Analysis).OrderBy(analysis => analysis.AnalysisId, StringComparer.Ordinal).ToList();
        var groups = analyses.GroupBy(analysis => analysis.GroupId).Select(Group).OrderBy(group => group.GroupId, StringComparer.Ordinal).ToList();
        return new OracleFolder(ResolutionStatus(analyses), SystemResolution(analyses, groups), analyses, groups);
    }

    private static OracleAnalysis Analysis(IEnumerable<OracleCopy> ofOneAnalysis)
    {
        var copies = ofOneAnalysis.Select(copy => (Copy: copy, Words: Normalise(copy.State, copy.ResolutionStatus))).ToList();
        var winner = copies
            .OrderBy(seen => seen.Copy.TimeUpdated ?? DateTimeOffset.MinValue)
            .ThenBy(seen => IsTerminal(Result(seen.Words)))
            .ThenBy(seen => seen.Words.Resolution is not (null or "FINISHED"))
            .ThenByDescending(seen => Array.IndexOf(WorstFirst, Result(seen.Words)))
            .ThenBy(seen => $"{seen.Words.State}|{seen.Words.Resolution}|", StringComparer.Ordinal)
            .Last();

        var terminal = copies.Where(seen => IsTerminal(Result(seen.Words)) && seen.Copy.TimeUpdated is not null).ToList();
        return new OracleAnalysis(
            winner.Copy.AnalysisId,
            copies.Select(seen => seen.Copy.GroupId).Where(id => id is not null).Order(StringComparer.Ordinal).FirstOrDefault(),
            copies.Select(seen => seen.Copy.Type?.ToUpperInvariant()).Where(type => type is not null).Order(StringComparer.Ordinal).FirstOrDefault(),
            copies.Select(seen => seen.Copy.TimeCreated).Where(time => time is not null).Order().FirstOrDefault(),
            winner.Copy.TimeUpdated,
            terminal.Count == 0 ? null : terminal.Min(seen => seen.Copy.TimeUpdated),
            Result(winner.Words));
    }

    private static OracleGroup Group(IGrouping<string?, OracleAnalysis> group)
    {
        var worst = WorstFirst.First(status => group.Any(analysis => analysis.Result == status));
        return new OracleGroup(group.Key, worst, IsTerminal(worst) ? group.Max(analysis => analysis.FinishedAt) : null, group.Max(analysis => analysis.TimeCreated));
    }

    private static string ResolutionStatus(List<OracleAnalysis> analyses) =>
        analyses.Count == 0 ? "INITIAL"
        : analyses.Any(analysis => !IsTerminal(analysis.Result)) ? "PROCESSING"
        : analyses.Any(analysis => analysis.Result == "FAILED") ? "FAILED"
        : "FINISHED";

    private static string SystemResolution(List<OracleAnalysis> analyses, List<OracleGroup> groups) =>
        analyses.Count == 0 ? "INITIAL"
        : analyses.Any(analysis => !IsTerminal(analysis.Result)) ? "PROCESSING"
        : groups
            .OrderBy(group => group.FinishedAt ?? DateTimeOffset.MinValue)
            .ThenBy(group => group.TimeCreated ?? DateTimeOffset.MinValue)
            .ThenBy(group => group.GroupId, StringComparer.Ordinal)
            .Last().Result;

    private static (string? State, string? Resolution) Normalise(string? state, string? resolution)
    {
        state = Word(state);
        resolution = Word(resolution);

        // Older API versions put the verdict into the state.
        if (Verdicts.Contains(state))
        {
            if (resolution is null or "FINISHED")
            {
                return ("FINISHED", state);
            }

            return Vocabulary.Contains(resolution) ? ("FINISHED", Worse(state!, resolution)) : (state, resolution);
        }

        // An unfinished analysis's resolution is its state.
        if (Unfinished.Contains(state))
        {
            return (state, resolution is null || Vocabulary.Contains(resolution) ? state : resolution);
        }

        if (state is null && resolution is not null)
        {
            state = Unfinished.Contains(resolution) ? resolution : "FINISHED";
        }

        return (state, resolution);
    }

    private static string? Word(string? word) => Vocabulary.FirstOrDefault(known => known == word?.ToUpperInvariant()) ?? word;

    private static string Result((string? State, string? Resolution) words)
    {
        if (words is (null, null))
        {
            return "PROCESSING";
        }

        string[] said = [.. new[] { words.State, words.Resolution }.Where(word => word is not (null or "FINISHED")).Select(word => WorstFirst.Contains(word) ? word! : "OPERATOR_REQUIRED")];
        return said.Length == 0 ? "OPERATOR_REQUIRED" : said.Aggregate(Worse);
    }

    private static string Worse(string left, string right) => WorstFirst.First(status => status == left || status == right);

    private static bool IsTerminal(string result) => result is not ("INITIAL" or "PROCESSING");
}
