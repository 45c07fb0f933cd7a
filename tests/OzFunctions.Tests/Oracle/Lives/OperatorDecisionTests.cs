namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>The case that motivated the rules: an operator passes the first request after a later one was declined.</summary>
public sealed class OperatorDecisionTests
{
    private static readonly Life Decided = new(
        [
            new LifeGroup(0, [new LifeAnalysis(IsQuality: false, [new LifeRun(0, 10, "OPERATOR_REQUIRED", "SUCCESS", 90, KeepsTime: false)])]),
            new LifeGroup(40, [new LifeAnalysis(IsQuality: true, [new LifeRun(0, 10, "DECLINED", null, 0, KeepsTime: false)])]),
        ],
        [],
        CutOff: 0,
        NamesBackwards: false,
        TellsCreated: true);

    [Fact]
    public void Result_WithAllWebhooks_IsDeclined() =>
        Assert.Equal("DECLINED", FolderOracle.Of(PlayedLife.Play(Decided, byLastUpdate: false).EveryWebhook).Verdict.SystemResolution);

    [Fact]
    public void Result_FoundByReconciliationAlone_IsDeclined() =>
        Assert.Equal("DECLINED", FolderOracle.Of([PlayedLife.Play(Decided, byLastUpdate: false).LastAnswer]).Verdict.SystemResolution);

    [Fact]
    public void Result_FromTheLastWebhookWithoutAReport_IsHeldBack()
    {
        var verdict = FolderOracle.Of([PlayedLife.Play(Decided, byLastUpdate: false).EveryWebhook[^1]]).Verdict;

        Assert.Equal(("OPERATOR_REQUIRED", true, true), (verdict.SystemResolution, verdict.HeldBack, verdict.OwesRefresh));
    }

    [Fact]
    public void Result_WhereOzOrdersByLastUpdate_IsDeclinedWithDrift()
    {
        var played = PlayedLife.Play(Decided, byLastUpdate: true);
        var verdict = FolderOracle.Of([.. played.EveryWebhook, played.LastAnswer]).Verdict;

        Assert.Equal(("SUCCESS", "DECLINED", true), (played.System, verdict.SystemResolution, verdict.Drift));
    }
}
