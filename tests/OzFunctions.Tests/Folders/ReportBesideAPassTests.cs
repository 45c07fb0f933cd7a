using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

/// <summary>Analyses that pass, beside words of Oz that do not: nothing passes on what somebody who knows contradicts, or nobody understood.</summary>
public sealed class ReportBesideAPassTests
{
    [Theory]
    [InlineData("FINISHED", Status.Success)]
    [InlineData("FAILED", Status.Success)]
    [InlineData("SUCCESS", Status.Success)]
    [InlineData("DECLINED", Status.OperatorRequired)]
    [InlineData("OPERATOR_REQUIRED", Status.OperatorRequired)]
    [InlineData("BLOCKED", Status.OperatorRequired)]
    [InlineData("PROCESSING", Status.Processing)]
    [InlineData("INITIAL", Status.Processing)]
    public void ResolutionStatus_BesideASystemResolutionThatPasses_MustNotSayOtherwise(string resolution, Status expected) =>
        Assert.Equal(expected, ResultOf(Passed(10), Report(resolution, "SUCCESS", 11)));

    [Theory]
    [InlineData("DECLINED", Status.Declined)]
    [InlineData("BLOCKED", Status.OperatorRequired)]
    [InlineData("PROCESSING", Status.Processing)]
    [InlineData("FAILED", Status.Success)]
    public void ResolutionStatus_WhileNoAnalysisIsKnown_MustNotSayOtherwise(string resolution, Status expected) =>
        Assert.Equal(expected, ResultOf(Report(resolution, "SUCCESS", 11)));

    [Fact]
    public void ResolutionStatusThatIsUnknown_OfTheSameAnalyses_KeepsThemFromPassing() => Assert.Equal(
        Status.OperatorRequired, ResultOf(Payloads.Read(PayloadJson.Folder([Analysis("SUCCESS", 10)], "ESCALATED", "SUCCESS", 10))));

    [Theory]
    [InlineData("DECLINED", Status.OperatorRequired)]
    [InlineData("REJECTED", Status.OperatorRequired)]
    [InlineData("SUCCESS", Status.Success)]
    public void OperatorsDecision_StandsUntilANewerReport_WhateverTheAnalysesTimes(string decision, Status expected)
    {
        var decided = Report("FINISHED", "SUCCESS", 12, decision);

        Assert.Equal(expected, ResultOf(decided, Passed(13)));
        Assert.Equal(expected, ResultOf(Passed(13), decided));
        Assert.Equal(Status.Success, ResultOf(decided, Passed(13), Report("FINISHED", "SUCCESS", 14, "SUCCESS")));
    }

    [Fact]
    public void OperatorsDecision_IsNoDriftAndChoosesNoGroup()
    {
        var body = PayloadJson.Folder([Analysis("SUCCESS", 10)], "FINISHED", "SUCCESS", 10);
        body["operator_status"] = "REJECTED";

        var result = FolderResult.Of(Payloads.Read(body).Records);

        Assert.Equal((Status.OperatorRequired, HeldBack.OzReportsWorse, false), (result.Statuses.SystemResolution, result.HeldBack, result.Drift));
    }

    [Fact]
    public void OperatorsDecision_OfTheTimeOfAPass_Counts()
    {
        var (refused, passed) = (Report("FINISHED", "OPERATOR_REQUIRED", 20, "DECLINED"), Report("FINISHED", "SUCCESS", 20));

        Assert.Equal(Status.OperatorRequired, ResultOf(refused, passed));
        Assert.Equal(Status.OperatorRequired, ResultOf(passed, refused));
    }

    [Theory]
    [InlineData("PROCESSING", "DECLINED")]
    [InlineData("DECLINED", "INITIAL")]
    [InlineData("SUCCESS", "REJECTED")]
    public void OperatorsDecision_InOneOfTwoCopiesOfTheFolder_Counts(string first, string second)
    {
        var body = new JsonArray(Copy("a", first), Copy("b", second));

        Assert.Equal(Status.OperatorRequired, ResultOf(Payloads.Read(body)));
    }

    [Fact]
    public void ReportWithoutATime_ThatDeclines_HoldsAPassBackUntilOzPassesIt()
    {
        var undated = Payloads.Read(PayloadJson.Folder(null, "FINISHED", "DECLINED"));

        Assert.Equal(Status.OperatorRequired, ResultOf(Passed(10), undated));
        Assert.Equal(Status.OperatorRequired, ResultOf(undated, Passed(10)));
        Assert.Equal(Status.OperatorRequired, ResultOf(Passed(10), Report("FINISHED", "SUCCESS", 11), undated));
        Assert.Equal(Status.Declined, ResultOf(Report("FINISHED", "SUCCESS", 11), undated));
        Assert.Equal(Status.Success, ResultOf(Passed(10), undated, Payloads.Answer(PayloadJson.Folder([Analysis("SUCCESS", 10)], "FINISHED", "SUCCESS", 10))));
    }

    [Fact]
    public void ReportWithoutATime_ThatDeclines_IsAChangeAndOwesARefresh()
    {
        var passed = Payloads.FolderOf(Passed(10), Report("FINISHED", "SUCCESS", 11));

        var change = Folder.Apply(passed, passed.FolderId, Payloads.Read(PayloadJson.Folder(null, "FINISHED", "DECLINED")).Records, ChangeCause.Webhook, Payloads.Now)!;

        Assert.Equal(HeldBack.NewerReport, change.Current.Result.HeldBack);
        Assert.True(OwedRefresh.By(change, hasAnalyses: false).HasFlag(RefreshReasons.HeldBack));
    }

    [Fact]
    public void AnswerThatDeclines_WithoutAnAnalysisThatOzHasDeleted_KeepsTheFolderFromPassing()
    {
        var webhook = Payloads.Read(PayloadJson.Folder(
            [PayloadJson.Analysis("a", "FINISHED", "DECLINED", 10, "g1", created: 1), PayloadJson.Analysis("b", "FINISHED", "SUCCESS", 20, "g2", created: 15)], "FINISHED", "SUCCESS", 20));
        var answer = Payloads.Answer(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", 10, "g1", created: 1)], "FINISHED", "DECLINED", 12));
        var agreeing = Payloads.Answer(PayloadJson.Folder([PayloadJson.Analysis("b", "FINISHED", "SUCCESS", 20, "g2", created: 15)], "FINISHED", "SUCCESS", 12), askedAfter: 60);

        Assert.Equal(Status.OperatorRequired, ResultOf(webhook, answer));
        Assert.Equal(Status.OperatorRequired, ResultOf(answer, webhook));
        Assert.Equal(Status.Success, ResultOf(webhook, answer, agreeing));
    }

    [Fact]
    public void AnswerThatDeclines_WhileNoAnalysisIsKnown_ReplacesAPassWithALaterTime() => Assert.Equal(
        Status.Declined, ResultOf(Report("FINISHED", "SUCCESS", 20), Payloads.Answer(PayloadJson.Folder(null, "FINISHED", "DECLINED", 12))));

    [Theory]
    [InlineData(29, Status.Success)]
    [InlineData(31, Status.OperatorRequired)]
    public void AnswerThatDeclines_MayBeBehindForHalfAnHour(double minutes, Status expected)
    {
        var at = (Payloads.Now - DateTimeOffset.UnixEpoch).TotalSeconds;
        var answer = Payloads.Answer(PayloadJson.Folder([], "FINISHED", "DECLINED", 12), askedAfter: minutes * 60);

        Assert.Equal(expected, ResultOf(Passed(at), answer));
    }

    [Fact]
    public void AnswerOfAClockThatWasAhead_IsReplacedByTheNext()
    {
        var ahead = Payloads.FolderOf(Passed(10), Payloads.Answer(PayloadJson.Folder([], "FINISHED", "DECLINED", 5), askedAfter: TimeSpan.FromDays(500).TotalSeconds));
        var answer = Payloads.Answer(PayloadJson.Folder([], "FINISHED", "SUCCESS", 5));

        var change = Folder.Apply(ahead, ahead.FolderId, answer.Records, ChangeCause.Refresh, Payloads.Now)!;

        Assert.Equal((Status.OperatorRequired, Status.Success), (ahead.Result.Statuses.SystemResolution, change.Current.Result.Statuses.SystemResolution));
    }

    private static JsonObject Copy(string id, string operatorStatus)
    {
        var analysis = PayloadJson.Analysis(id, "FINISHED", "SUCCESS", 10, "g1");
        analysis["folder"] = new JsonObject { ["folder_id"] = PayloadJson.FolderId, ["resolution_status"] = "FINISHED", ["system_resolution"] = "SUCCESS", ["operator_status"] = operatorStatus };
        return analysis;
    }

    private static Status ResultOf(params OzPayload[] payloads) => FolderResult.Of(Payloads.Merge(payloads.Select(static payload => payload.Records))).Statuses.SystemResolution;

    private static OzPayload Report(string resolution, string system, double updated, string? operatorStatus = null)
    {
        var report = PayloadJson.Folder(null, resolution, system, updated);
        report["operator_status"] = operatorStatus;
        return Payloads.Read(report);
    }

    private static JsonObject Analysis(string resolution, double updated) => PayloadJson.Analysis("a", "FINISHED", resolution, updated, "g1", created: 1);

    private static OzPayload Passed(double updated) => Payloads.Read(new JsonArray(With(Analysis("SUCCESS", updated))));

    private static JsonObject With(JsonObject analysis)
    {
        analysis["folder_id"] = PayloadJson.FolderId;
        return analysis;
    }
}
