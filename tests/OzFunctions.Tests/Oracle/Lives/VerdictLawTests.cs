using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>Checks the laws of <see cref="VerdictLaw"/> for the oracle and for the implementation under test.</summary>
public sealed class VerdictLawTests
{
    private static readonly Dictionary<string, Evaluator> Evaluators = new()
    {
        ["oracle"] = static received => FolderOracle.Of(received).Verdict,
        ["code"] = Implementation.Of,
    };

    public static TheoryData<string> Both => [.. Evaluators.Keys];

    [Theory]
    [MemberData(nameof(Both))]
    public void Result_WithOzsAnswerAtTheEnd_IsOzsOwn(string evaluator) =>
        AssertHolds(evaluator, new LawRun(LifeGen.WithRepetitions, byLastUpdate: false), VerdictLaw.FirstFinish);

    [Theory]
    [MemberData(nameof(Both))]
    public void Result_WhereOzOrdersGroupsByLastUpdate_IsOzsOwnOrWorseWithDrift(string evaluator) =>
        AssertHolds(evaluator, new LawRun(LifeGen.WithRepetitions, byLastUpdate: true), VerdictLaw.LastUpdate);

    [Theory]
    [MemberData(nameof(Both))]
    public void Result_WithAWebhookAtTheEnd_IsOzsOwnOrOwesARefresh(string evaluator) =>
        AssertHolds(evaluator, new LawRun(LifeGen.Simple, byLastUpdate: false), VerdictLaw.LastWebhook);

    [Theory]
    [MemberData(nameof(Both))]
    public void Result_WithEveryWebhookAndNoReport_IsOzsOwn(string evaluator) =>
        AssertHolds(evaluator, new LawRun(LifeGen.WithRepetitions, byLastUpdate: false), VerdictLaw.EveryWebhook);

    [Theory]
    [MemberData(nameof(Both))]
    public void Result_WithEveryChangeReportedInPart_IsOzsOwnOrOwesARefresh(string evaluator) =>
        AssertHolds(evaluator, new LawRun(LifeGen.WithRepetitions, byLastUpdate: false), VerdictLaw.EveryPart);

    [Theory]
    [MemberData(nameof(Both))]
    public void Verdict_InAnyOrderWithDuplicates_IsTheSame(string evaluator) =>
        AssertHolds(evaluator, new LawRun(LifeGen.WithRepetitions, byLastUpdate: false), VerdictLaw.Order);

    [Theory]
    [MemberData(nameof(Both))]
    public void Knowledge_WithMorePayloads_IsNeverTakenAway(string evaluator) =>
        AssertHolds(evaluator, new LawRun(LifeGen.WithRepetitions, byLastUpdate: false), VerdictLaw.Gaps);

    [Fact]
    public void Law_BrokenByAnEvaluatorThatTrustsTheLatestCopy_IsFoundAndShrunk()
    {
        var broken = new LawRun(LifeGen.Simple, byLastUpdate: false).FindBroken(static (played, seed) => VerdictLaw.FirstFinish(LatestUpdateWins, played, seed), 2_000);

        Assert.Contains("Oz at the end: ", broken, StringComparison.Ordinal);
    }

    private static void AssertHolds(string evaluator, LawRun run, Func<Evaluator, PlayedLife, int, string?> law)
    {
        var evaluate = Evaluators[evaluator];
        var broken = run.FindBroken((played, seed) => law(evaluate, played, seed), LawRun.Count / Tries.Divisor);

        Assert.True(broken is null, broken);
    }

    /// <summary>An evaluator with the error that the rules prevent: an operator's decision counts as the finish.</summary>
    private static Verdict LatestUpdateWins(IReadOnlyList<OraclePayload> received)
    {
        var result = FolderOracle.Of(received);
        var last = result.Groups.MaxBy(static group => group.Analyses.Max(static analysis => analysis.Counting.TimeUpdated))!;
        return result.Verdict with { SystemResolution = result.Verdict.ResolutionStatus == "PROCESSING" ? "PROCESSING" : last.Result };
    }
}
