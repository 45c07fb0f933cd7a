using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>The laws of <see cref="VerdictLaw"/>, held against the oracle itself.</summary>
public sealed class VerdictLawTests
{
    private static readonly Evaluator Oracle = static received => FolderOracle.Of(received).Verdict;

    [Fact]
    public void Result_WithOzsAnswerAtTheEnd_IsOzsOwn() =>
        AssertHolds(new LawRun(LifeGen.WithRepetitions, byLastUpdate: false), VerdictLaw.FirstFinish);

    [Fact]
    public void Result_WhereOzOrdersGroupsByLastUpdate_IsOzsOwnOrWorseWithDrift() =>
        AssertHolds(new LawRun(LifeGen.WithRepetitions, byLastUpdate: true), VerdictLaw.LastUpdate);

    [Fact]
    public void Result_WithAWebhookAtTheEnd_IsOzsOwnOrOwesARefresh() =>
        AssertHolds(new LawRun(LifeGen.Simple, byLastUpdate: false), VerdictLaw.LastWebhook);

    [Fact]
    public void Result_WithEveryWebhookAndNoReport_IsOzsOwn() =>
        AssertHolds(new LawRun(LifeGen.WithRepetitions, byLastUpdate: false), VerdictLaw.EveryWebhook);

    [Fact]
    public void Result_WithEveryChangeToldInPart_IsOzsOwnOrOwesARefresh() =>
        AssertHolds(new LawRun(LifeGen.WithRepetitions, byLastUpdate: false), VerdictLaw.EveryPart);

    [Fact]
    public void Verdict_InAnyOrderWithDuplicates_IsTheSame() =>
        AssertHolds(new LawRun(LifeGen.WithRepetitions, byLastUpdate: false), VerdictLaw.Order);

    [Fact]
    public void Knowledge_WithMorePayloads_IsNeverTakenAway() =>
        AssertHolds(new LawRun(LifeGen.WithRepetitions, byLastUpdate: false), VerdictLaw.Gaps);

    [Fact]
    public void Law_BrokenByAnEvaluatorThatTrustsTheLatestCopy_IsFoundAndShrunk()
    {
        var broken = new LawRun(LifeGen.Simple, byLastUpdate: false).FindBroken(static (played, seed) => VerdictLaw.FirstFinish(LatestUpdateWins, played, seed), 2_000);

        Assert.Contains("Oz at the end: ", broken, StringComparison.Ordinal);
    }

    private static void AssertHolds(LawRun run, Func<Evaluator, PlayedLife, int, string?> law)
    {
        var broken = run.FindBroken((played, seed) => law(Oracle, played, seed), LawRun.Count / Tries.Divisor);

        Assert.True(broken is null, broken);
    }

    /// <summary>An evaluator with the mistake that the rules are there to prevent: a decision counts as the finish.</summary>
    private static Verdict LatestUpdateWins(IReadOnlyList<OraclePayload> received)
    {
        var result = FolderOracle.Of(received);
        var last = result.Groups.MaxBy(static group => group.Analyses.Max(static analysis => analysis.Counting.TimeUpdated))!;
        return result.Verdict with { SystemResolution = result.Verdict.ResolutionStatus == "PROCESSING" ? "PROCESSING" : last.Result };
    }
}
