namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>Turns payloads, in the order in which they were received, into a verdict.</summary>
internal delegate Verdict Evaluator(IReadOnlyList<OraclePayload> received);

/// <summary>What must hold of every evaluator and every life. Each law returns null, or what broke it.</summary>
internal static class VerdictLaw
{
    /// <summary>With Oz's answer at the end, whatever else arrived, and where Oz orders groups by their first finish: Oz's own result.</summary>
    public static string? FirstFinish(Evaluator evaluate, PlayedLife played, int seed)
    {
        var verdict = evaluate(Disorder.Of([.. played.Received, played.LastAnswer], seed));
        return PassesWrongly(verdict, played) ? $"It passes: {verdict}"
            : !played.Results.SequenceEqual(verdict.Analyses.Select(static analysis => KeyValuePair.Create(analysis.AnalysisId, analysis.Result))) ? $"Analyses differ: {verdict}"
            : verdict.SystemResolution == played.System ? null
            : played.MissedRun ? WorseWithDrift(verdict, played)
            : $"Another result: {verdict}";
    }

    /// <summary>The same where Oz orders them by their last update: Oz's own result, or a worse one that is flagged as drift.</summary>
    public static string? LastUpdate(Evaluator evaluate, PlayedLife played, int seed)
    {
        var verdict = evaluate(Disorder.Of([.. played.Received, played.LastAnswer], seed));
        return PassesWrongly(verdict, played) ? $"It passes: {verdict}"
            : verdict.SystemResolution == played.System ? null
            : WorseWithDrift(verdict, played);
    }

    /// <summary>With a webhook at the end in place of the answer: Oz's own result, or one that does not pass and owes a refresh.</summary>
    public static string? LastWebhook(Evaluator evaluate, PlayedLife played, int seed)
    {
        var verdict = evaluate(Disorder.Of([.. played.Received, played.LastWebhook], seed));
        return PassesWrongly(verdict, played) ? $"It passes: {verdict}"
            : verdict.SystemResolution == played.System || verdict.OwesRefresh ? null
            : $"Another result, and no refresh: {verdict}";
    }

    /// <summary>With all webhooks and none of Oz's statuses: Oz's own result.</summary>
    public static string? EveryWebhook(Evaluator evaluate, PlayedLife played, int seed)
    {
        var verdict = evaluate(Disorder.Of(played.EveryWebhook, seed));
        return PassesWrongly(verdict, played) ? $"It passes: {verdict}"
            : verdict.SystemResolution == played.System ? null
            : played.HasInstantRun && verdict.OwesRefresh ? null
            : $"Another result: {verdict}";
    }

    /// <summary>With every change told by some webhook, of whatever part: Oz's own result, or one that does not pass and owes a refresh.</summary>
    public static string? EveryPart(Evaluator evaluate, PlayedLife played, int seed)
    {
        var verdict = evaluate(Disorder.Of(played.EveryPart, seed));
        return PassesWrongly(verdict, played) ? $"It passes: {verdict}"
            : verdict.SystemResolution == played.System || verdict.OwesRefresh ? null
            : $"Another result, and no refresh: {verdict}";
    }

    /// <summary>Neither order nor duplicates matter.</summary>
    public static string? Order(Evaluator evaluate, PlayedLife played, int seed)
    {
        OraclePayload[] all = [.. played.Received, played.LastWebhook];
        var (first, second) = (evaluate(all).ToString(), evaluate(Disorder.Of(all, seed)).ToString());
        return first == second ? null : $"In order: {first}\nIn disorder: {second}";
    }

    /// <summary>More payloads never take away what is known: no analysis goes, and no copy that counts becomes older.</summary>
    public static string? Gaps(Evaluator evaluate, PlayedLife played, int seed)
    {
        var few = evaluate(Disorder.Half(played.Received, seed));
        var many = evaluate(played.Received);
        return few.Analyses.All(known => many.Analyses.Any(now => now.AnalysisId == known.AnalysisId && now.TimeUpdated >= known.TimeUpdated)) ? null : $"{few}\nbecame {many}";
    }

    private static bool PassesWrongly(Verdict verdict, PlayedLife played) => verdict.SystemResolution == "SUCCESS" && played.System != "SUCCESS";

    private static string? WorseWithDrift(Verdict verdict, PlayedLife played) =>
        OracleWords.Worse(verdict.SystemResolution, played.System) == verdict.SystemResolution && verdict.Drift ? null : $"Neither Oz's result, nor a worse one with drift: {verdict}";
}
