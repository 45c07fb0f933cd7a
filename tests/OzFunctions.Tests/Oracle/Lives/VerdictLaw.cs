namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>Computes a verdict from payloads in the order in which they were received.</summary>
internal delegate Verdict Evaluator(IReadOnlyList<OraclePayload> received);

/// <summary>The laws for every evaluator and every life. Each method returns null, or how the law was broken.</summary>
internal static class VerdictLaw
{
    /// <summary>With Oz's response at the end, whatever else arrived, and if Oz orders groups by their first finish, the result is Oz's own.</summary>
    public static string? FirstFinish(Evaluator evaluate, PlayedLife played, int seed)
    {
        var verdict = evaluate(Disorder.Of([.. played.Received, played.LastAnswer], seed));
        return PassesWrongly(verdict, played) ? $"It passes: {verdict}"
            : !played.Results.SequenceEqual(verdict.Analyses.Select(static analysis => KeyValuePair.Create(analysis.AnalysisId, analysis.Result))) ? $"Analyses differ: {verdict}"
            : verdict.SystemResolution == played.System ? null
            : played.MissedRun ? WorseWithDrift(verdict, played)
            : $"Another result: {verdict}";
    }

    /// <summary>The same if Oz orders groups by their last update: the result is Oz's own, or a worse one flagged as drift.</summary>
    public static string? LastUpdate(Evaluator evaluate, PlayedLife played, int seed)
    {
        var verdict = evaluate(Disorder.Of([.. played.Received, played.LastAnswer], seed));
        return PassesWrongly(verdict, played) ? $"It passes: {verdict}"
            : verdict.SystemResolution == played.System ? null
            : WorseWithDrift(verdict, played);
    }

    /// <summary>With a webhook at the end instead of the response, the result is Oz's own, or one that does not pass and owes a refresh.</summary>
    public static string? LastWebhook(Evaluator evaluate, PlayedLife played, int seed)
    {
        var verdict = evaluate(Disorder.Of([.. played.Received, played.LastWebhook], seed));
        return PassesWrongly(verdict, played) ? $"It passes: {verdict}"
            : verdict.SystemResolution == played.System || verdict.OwesRefresh ? null
            : $"Another result, and no refresh: {verdict}";
    }

    /// <summary>With all webhooks but without Oz's statuses, the result is Oz's own.</summary>
    public static string? EveryWebhook(Evaluator evaluate, PlayedLife played, int seed)
    {
        var verdict = evaluate(Disorder.Of(played.EveryWebhook, seed));
        return PassesWrongly(verdict, played) ? $"It passes: {verdict}"
            : verdict.SystemResolution == played.System ? null
            : played.HasInstantRun && verdict.OwesRefresh ? null
            : $"Another result: {verdict}";
    }

    /// <summary>If every change is in some webhook, of whatever part, the result is Oz's own, or one that does not pass and owes a refresh.</summary>
    public static string? EveryPart(Evaluator evaluate, PlayedLife played, int seed)
    {
        var verdict = evaluate(Disorder.Of(played.EveryPart, seed));
        return PassesWrongly(verdict, played) ? $"It passes: {verdict}"
            : verdict.SystemResolution == played.System || verdict.OwesRefresh ? null
            : $"Another result, and no refresh: {verdict}";
    }

    /// <summary>Order and duplicates do not matter.</summary>
    public static string? Order(Evaluator evaluate, PlayedLife played, int seed)
    {
        OraclePayload[] all = [.. played.Received, played.LastWebhook];
        var (first, second) = (evaluate(all).ToString(), evaluate(Disorder.Of(all, seed)).ToString());
        return first == second ? null : $"In order: {first}\nIn disorder: {second}";
    }

    /// <summary>More payloads never remove information: no analysis disappears, and no effective copy becomes older.</summary>
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
