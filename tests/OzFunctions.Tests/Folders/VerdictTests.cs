using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class VerdictTests
{
    // The biometry needs an operator at 10; the liveness check of a later request is declined at 50; at 100 the operator passes the biometry.
    private static readonly JsonObject Passed = PayloadJson.Analysis("biometry", "FINISHED", "SUCCESS", updated: 100, group: "g1", type: "BIOMETRY", created: 1);
    private static readonly JsonObject Declined = PayloadJson.Analysis("liveness", "FINISHED", "DECLINED", updated: 50, group: "g2", type: "QUALITY", created: 20);

    [Fact]
    public void OperatorsDecision_WithAllWebhooksSeen_DoesNotMakeItsGroupTheLast()
    {
        var result = ResultOf(
            Read([Biometry("OPERATOR_REQUIRED", 10)], "OPERATOR_REQUIRED"),
            Read([Biometry("OPERATOR_REQUIRED", 10), Copy(Declined)], "DECLINED"),
            Read([Copy(Passed), Copy(Declined)], "DECLINED"));

        Assert.Equal((Status.Declined, HeldBack.None, false), (result.Statuses.SystemResolution, result.HeldBack, result.Drift));
    }

    [Fact]
    public void OperatorsDecision_OfWhichOnlyTheLastStateIsSeen_IsWhatOzReports()
    {
        var result = ResultOf(Answer([Copy(Passed), Copy(Declined)], "DECLINED"));

        Assert.Equal((Status.Declined, HeldBack.None, false), (result.Statuses.SystemResolution, result.HeldBack, result.Drift));
        Assert.Contains("Oz's own report says which", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownOrder_DoesNotPass()
    {
        var result = ResultOf(Read([Copy(Passed), Copy(Declined)], system: null));

        Assert.Equal((Status.OperatorRequired, HeldBack.OrderUnknown), (result.Statuses.SystemResolution, result.HeldBack));
        Assert.Contains(HeldBackSentence.Of(HeldBack.OrderUnknown)!, result.Warnings);
    }

    [Fact]
    public void UnknownOrder_WithoutAPass_UsesTheGroupKnownToHaveFinishedLast()
    {
        var result = ResultOf(Read([Biometry("DECLINED", 100), PayloadJson.Analysis("l", "FINISHED", "FAILED", 50, "g2", "QUALITY", created: 20)], system: null));

        Assert.Equal((Status.Declined, HeldBack.OrderUnknown), (result.Statuses.SystemResolution, result.HeldBack));
    }

    [Fact]
    public void UnknownOrder_WithOneResult_IsThatResult()
    {
        var result = ResultOf(Read([Biometry("SUCCESS", 100), PayloadJson.Analysis("l", "FINISHED", "SUCCESS", 50, "g2", "QUALITY", created: 20)], system: null));

        Assert.Equal((Status.Success, HeldBack.None), (result.Statuses.SystemResolution, result.HeldBack));
    }

    [Theory]
    [InlineData(false, Status.OperatorRequired)]
    [InlineData(true, Status.Success)]
    public void UnknownOrder_PassReportedByOz_CountsOnlyInAResponse(bool asked, Status expected)
    {
        var payload = Read([Copy(Passed), Copy(Declined)], "SUCCESS");

        Assert.Equal(expected, ResultOf(asked ? payload.AskedAt(Payloads.Now) : payload).Statuses.SystemResolution);
    }

    [Fact]
    public void UnknownOrder_FailureReportedByAWebhook_Counts() =>
        Assert.Equal(Status.Declined, ResultOf(Read([Copy(Passed), Copy(Declined)], "DECLINED")).Statuses.SystemResolution);

    [Fact]
    public void GroupSeenRunningBesideAFinishedOne_FinishedLater()
    {
        var running = PayloadJson.Analysis("biometry", "PROCESSING", updated: 2, group: "g1", type: "BIOMETRY", created: 1);
        var result = ResultOf(
            Read([running, Copy(Declined)], "PROCESSING"),
            Read([Copy(Passed), Copy(Declined)], system: null));

        Assert.Equal((Status.Success, HeldBack.None), (result.Statuses.SystemResolution, result.HeldBack));
    }

    [Fact]
    public void GroupSeenRunningAtTheTimeAnotherHadEnded_FinishedLaterAlsoAtThatTime()
    {
        var result = ResultOf(
            Read([PayloadJson.Analysis("b", "PROCESSING", updated: 2, group: "g1"), PayloadJson.Analysis("a", "FINISHED", "DECLINED", 10, "g2")], system: null),
            Read([PayloadJson.Analysis("b", "FINISHED", "SUCCESS", updated: 10, group: "g1")], system: null));

        Assert.Equal((Status.Success, HeldBack.None), (result.Statuses.SystemResolution, result.HeldBack));
    }

    [Fact]
    public void GroupSeenPartlyRunning_AtTheTimeAnotherEndedUnseen_IsNotCertainToBeLater()
    {
        var result = ResultOf(
            Read([PayloadJson.Analysis("a1", "FINISHED", "OPERATOR_REQUIRED", 22, "g1"), PayloadJson.Analysis("a2", "PROCESSING", updated: 17, group: "g1")], system: null),
            Answer(
                [
                    PayloadJson.Analysis("a1", "FINISHED", "OPERATOR_REQUIRED", 22, "g1"),
                    PayloadJson.Analysis("a2", "FAILED", null, 22, "g1"),
                    PayloadJson.Analysis("b", "FINISHED", "DECLINED", 22, "g2"),
                ],
                "DECLINED"));

        Assert.Equal((Status.Declined, false), (result.Statuses.SystemResolution, result.Drift));
    }

    [Fact]
    public void GroupWithoutTimes_MayHaveFinishedLast()
    {
        var result = ResultOf(Read([PayloadJson.Analysis("a", "FINISHED", "DECLINED", group: "g1"), PayloadJson.Analysis("b", "FINISHED", "SUCCESS", 10, "g2", created: 5)], system: null));

        Assert.Equal((Status.OperatorRequired, HeldBack.OrderUnknown), (result.Statuses.SystemResolution, result.HeldBack));
    }

    [Fact]
    public void AnalysisThatRanAgain_FinishedWhenItsLastRunDid()
    {
        var result = ResultOf(
            Read([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", 10, "g1", "QUALITY"), PayloadJson.Analysis("b", "FINISHED", "DECLINED", 20, "g2", "QUALITY", created: 11)], system: null),
            Read([PayloadJson.Analysis("a", "PROCESSING", null, 30, "g1", "QUALITY")], system: null),
            Read([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", 40, "g1", "QUALITY")], system: null));

        Assert.Equal((Status.Success, HeldBack.None), (result.Statuses.SystemResolution, result.HeldBack));
    }

    [Theory]
    [InlineData("DECLINED", Status.Declined)]
    [InlineData("OPERATOR_REQUIRED", Status.OperatorRequired)]
    [InlineData("FAILED", Status.Failed)]
    [InlineData("PAUSED", Status.OperatorRequired)]
    [InlineData("FINISHED", Status.OperatorRequired)]
    public void Oz_ReportsWorseOfTheSameAnalyses_TheWorseCounts(string reported, Status expected)
    {
        var result = ResultOf(Read([Biometry("SUCCESS", 10)], reported));

        Assert.Equal((expected, HeldBack.OzReportsWorse, true), (result.Statuses.SystemResolution, result.HeldBack, result.Drift));
        Assert.Equal(expected, result.Statuses.WorstResolution);
        Assert.Equal(2, result.Warnings.Count);
    }

    [Fact]
    public void Oz_ReportsBetterOfTheSameAnalyses_OursCountsAndDrifts()
    {
        var result = ResultOf(Answer([Biometry("DECLINED", 10)], "SUCCESS"));

        Assert.Equal((Status.Declined, HeldBack.None, true), (result.Statuses.SystemResolution, result.HeldBack, result.Drift));
    }

    [Fact]
    public void Oz_ReportsTheVerdictOfAnOlderVersion_IsJudgedToo()
    {
        var result = ResultOf(Payloads.Read(PayloadJson.Folder([Biometry("SUCCESS", 10)], resolution: "DECLINED")));

        Assert.Equal((Status.Declined, HeldBack.OzReportsWorse), (result.Statuses.SystemResolution, result.HeldBack));
    }

    [Fact]
    public void Oz_ReportsFailedProcessingBesideSuccess_IsNoDifference()
    {
        var result = ResultOf(Payloads.Read(PayloadJson.Folder(
            [PayloadJson.Analysis("a", "FAILED", null, 5, "g1", created: 1), PayloadJson.Analysis("b", "FINISHED", "SUCCESS", 20, "g2", created: 10)], "FAILED", "SUCCESS")));

        Assert.Equal(new FolderStatuses(Status.Failed, Status.Success, Status.Failed), result.Statuses);
        Assert.Equal((HeldBack.None, false), (result.HeldBack, result.Drift));
    }

    [Theory]
    [InlineData("PROCESSING", "FINISHED")]
    [InlineData("INITIAL", "FINISHED")]
    [InlineData(null, "PROCESSING")]
    public void Oz_StillReportsARunningState_TheFolderRunsOn(string? system, string resolution)
    {
        var result = ResultOf(Payloads.Read(PayloadJson.Folder([Biometry("SUCCESS", 10)], resolution, system)));

        Assert.Equal((new FolderStatuses(Status.Processing, Status.Processing), HeldBack.NewerReport, false), (result.Statuses, result.HeldBack, result.Drift));
    }

    [Fact]
    public void Oz_StillReportsARunningStateBesideAFailure_HoldsNothingBack()
    {
        var result = ResultOf(Read([Biometry("DECLINED", 10)], "PROCESSING"));

        Assert.Equal((Status.Declined, HeldBack.None, false), (result.Statuses.SystemResolution, result.HeldBack, result.Drift));
    }

    [Fact]
    public void Oz_AnsweredBeforeAWebhookOfTheSameTime_DoesNotOutweighIt()
    {
        var requested = PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED", 10, "g1", created: 1);
        var decided = PayloadJson.Analysis("a", "FINISHED", "DECLINED", 10, "g1", created: 1);
        var failed = PayloadJson.Analysis("b", "FINISHED", "SUCCESS", 5, "g2", created: 1);

        var result = ResultOf(Answer([requested, Copy(failed)], "OPERATOR_REQUIRED"), Read([decided, Copy(failed)], "DECLINED"));

        Assert.Equal((Status.Declined, false), (result.Statuses.SystemResolution, result.Drift));
    }

    [Fact]
    public void Oz_ReportedWithScoresThatAnotherPayloadLacks_IsStillJudged()
    {
        var scored = Biometry("SUCCESS", 10);
        scored["confs"] = new JsonObject { ["min_confidence"] = 0.9 };

        var result = ResultOf(Read([Biometry("SUCCESS", 10)], "DECLINED"), Read([scored], system: null));

        Assert.Equal((Status.Declined, HeldBack.OzReportsWorse), (result.Statuses.SystemResolution, result.HeldBack));
    }

    [Fact]
    public void Oz_ReportedBeforeAnAnalysisChanged_IsNotJudged()
    {
        var result = ResultOf(Read([Biometry("OPERATOR_REQUIRED", 10)], "OPERATOR_REQUIRED"), Read([Biometry("SUCCESS", 20)], system: null));

        Assert.Equal((Status.Success, HeldBack.None, false), (result.Statuses.SystemResolution, result.HeldBack, result.Drift));
    }

    [Fact]
    public void Oz_ReportedOfFewerAnalyses_IsNotJudged()
    {
        var result = ResultOf(
            Read([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", 30, "g2", created: 20)], system: null),
            Read([PayloadJson.Analysis("b", "FINISHED", "DECLINED", 10, "g1", created: 1)], "DECLINED"));

        Assert.Equal((Status.Success, HeldBack.None, false), (result.Statuses.SystemResolution, result.HeldBack, result.Drift));
    }

    [Theory]
    [InlineData("DECLINED", 10, "SUCCESS", 20)]
    [InlineData("SUCCESS", 20, "DECLINED", 10)]
    public void AnalysisOfAnUnknownGroup_BesideKnownGroups_LeavesTheirOrderUnknown(string unknown, double at, string known, double other)
    {
        var result = ResultOf(Read(
            [PayloadJson.Analysis("a", "FINISHED", unknown, at, type: "QUALITY", created: at - 1), PayloadJson.Analysis("b", "FINISHED", known, other, "g1", "QUALITY", created: other - 1)], system: null));

        Assert.Equal((Status.OperatorRequired, HeldBack.OrderUnknown), (result.Statuses.SystemResolution, result.HeldBack));
    }

    [Fact]
    public void Groups_OfWhichAnEarlierDidNotPass_ShowItAsTheWorst()
    {
        var result = ResultOf(Read(
            [PayloadJson.Analysis("a", "FINISHED", "DECLINED", 5, "g1", "QUALITY", created: 1), PayloadJson.Analysis("b", "FINISHED", "SUCCESS", 20, "g2", "QUALITY", created: 10)], "SUCCESS"));

        Assert.Equal(new FolderStatuses(Status.Finished, Status.Success, Status.Declined), result.Statuses);
    }

    private static FolderResult ResultOf(params OzPayload[] payloads) => FolderResult.Of(Payloads.Merge(payloads.Select(static payload => payload.Records)));

    private static OzPayload Read(JsonObject[] analyses, string? system) => Payloads.Read(PayloadJson.Folder(analyses, system: system));

    private static OzPayload Answer(JsonObject[] analyses, string? system) => Payloads.Answer(PayloadJson.Folder(analyses, system: system));

    private static JsonObject Biometry(string resolution, double updated) => PayloadJson.Analysis("biometry", "FINISHED", resolution, updated, "g1", "BIOMETRY", created: 1);

    private static JsonObject Copy(JsonObject analysis) => analysis.DeepClone().AsObject();
}
