using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

/// <summary>What ends a doubt about a pass: a decision of the time of its request, an answer in which nothing runs, an answer that passes. An earlier clock does not.</summary>
public sealed class RequestAndDecisionTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(20.0)]
    public void Decision_OfTheTimeOfItsRequest_Passes(double? updated)
    {
        foreach (var withOperator in (bool[])[false, true])
        {
            var request = Folder("OPERATOR_REQUIRED", updated, withOperator);
            var decision = Folder("SUCCESS", updated, withOperator);

            Assert.Equal(Status.OperatorRequired, ResultOf(request).Statuses.SystemResolution);
            Assert.Equal(Status.Success, ResultOf(request, decision).Statuses.SystemResolution);
            Assert.Equal(Status.Success, ResultOf(decision, request).Statuses.SystemResolution);
        }
    }

    [Fact]
    public void Decision_WithoutATimeOrAnalyses_Passes()
    {
        var (request, decision) = (Payloads.Read(PayloadJson.Folder(null, "FINISHED", "OPERATOR_REQUIRED")), Payloads.Read(PayloadJson.Folder(null, "FINISHED", "SUCCESS")));

        Assert.Equal(Status.Success, ResultOf(request, decision).Statuses.SystemResolution);
    }

    [Fact]
    public void Request_WithAnUnknownWordOfTheOperator_IsNotAnsweredByADecisionOfItsTime()
    {
        var request = PayloadJson.Folder([Analysis("SUCCESS", 20)], "FINISHED", "OPERATOR_REQUIRED", 20);
        request["operator_status"] = "ESCALATED";

        Assert.Equal(Status.OperatorRequired, ResultOf(Payloads.Read(request), Folder("SUCCESS", 20, withOperator: true)).Statuses.SystemResolution);
    }

    [Fact]
    public void AnswerThatRuns_CountsUntilTheNextAnswer()
    {
        var passed = Payloads.Read(PayloadJson.Folder([Analysis("SUCCESS", updated: null)]));
        var running = Payloads.Answer(PayloadJson.Folder([], "PROCESSING"));
        var finished = Payloads.Answer(PayloadJson.Folder([Analysis("SUCCESS", updated: null)], "FINISHED"), askedAfter: 60);

        Assert.Equal(Status.Processing, ResultOf(running, passed).Statuses.SystemResolution);
        Assert.Equal(Status.Success, ResultOf(running, passed, finished).Statuses.SystemResolution);
        Assert.Equal(Status.Success, ResultOf(finished, passed, running).Statuses.SystemResolution);
    }

    [Fact]
    public void AnswerThatDeclines_OutlivesAnswersWithoutAResult()
    {
        var passed = Payloads.Read(PayloadJson.Folder([Analysis("SUCCESS", 20)]));
        var declined = Payloads.Answer(PayloadJson.Folder([], "FINISHED", "DECLINED"));
        var finished = Payloads.Answer(PayloadJson.Folder([Analysis("SUCCESS", 20)], "FINISHED"), askedAfter: 60);

        Assert.Equal(Status.OperatorRequired, ResultOf(passed, declined, finished).Statuses.SystemResolution);
    }

    [Theory]
    [InlineData("SUCCESS", Status.Success)]
    [InlineData(null, Status.OperatorRequired)]
    public void ReportWithoutATime_IsSettledByAnAnswerWithoutAResult_IfAllItsAnalysesPass(string? second, Status expected)
    {
        var failed = Payloads.Read(PayloadJson.Folder(null, "FAILED"));
        var passed = Payloads.Read(PayloadJson.Folder([Analysis("SUCCESS", 20), PayloadJson.Analysis("b", "FINISHED", "SUCCESS", 20, "g1")], "FINISHED", updated: 20));
        var answer = Payloads.Answer(PayloadJson.Folder([Analysis("SUCCESS", 20), PayloadJson.Analysis("b", "FINISHED", second, 19, "g1")], "FINISHED", updated: 20));

        Assert.Equal(Status.OperatorRequired, ResultOf(failed, passed).Statuses.SystemResolution);
        Assert.Equal(expected, ResultOf(failed, passed, answer).Statuses.SystemResolution);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RefusalWithoutATime_AfterAnAnswerThatPasses_OwesARefreshOnce(bool hasAnalysis)
    {
        var known = Payloads.FolderOf(Payloads.Answer(PayloadJson.Folder([Analysis("SUCCESS", 20)], "FINISHED", "SUCCESS", 20)));
        var refusal = Payloads.Read(PayloadJson.Folder(hasAnalysis ? [Analysis("SUCCESS", null)] : [], system: "DECLINED"));

        var first = Core.Folders.Folder.Apply(known, known.FolderId, refusal.Records, ChangeCause.Webhook, Payloads.Now)!;

        Assert.True(OwedRefresh.By(first, hasAnalyses: true).HasFlag(RefreshReasons.ResultWithoutTime));
        Assert.Null(Core.Folders.Folder.Apply(first.Current, known.FolderId, refusal.Records, ChangeCause.Webhook, Payloads.Now));
    }

    [Fact]
    public void Decline_WhileNoAnalysisIsKnown_InPlaceOfANewerPass_IsHeldBack()
    {
        var result = ResultOf(Payloads.Read(PayloadJson.Folder(null, "FINISHED", "SUCCESS", 20)), Payloads.Answer(PayloadJson.Folder(null, "FINISHED", "DECLINED", 12)));

        Assert.Equal((Status.Declined, HeldBack.NewerReport, 1), (result.Statuses.SystemResolution, result.HeldBack, result.Warnings.Count));
    }

    [Fact]
    public void AnswerThatDeclines_AskedByAProcessWhoseClockIsBehind_DoesNotReleaseAFolderThatItContradictsToo()
    {
        var at = (Payloads.Now - DateTimeOffset.UnixEpoch).TotalSeconds;
        var webhook = Payloads.Read(PayloadJson.Folder(
            [PayloadJson.Analysis("a", "FINISHED", "DECLINED", at - 600, "g1", created: 1), PayloadJson.Analysis("b", "FINISHED", "SUCCESS", at, "g2", created: 15)], "FINISHED", "SUCCESS", at));
        var known = Payloads.FolderOf(webhook, Declined(TimeSpan.FromMinutes(32)));
        Assert.Equal(Status.OperatorRequired, known.Result.Statuses.SystemResolution);

        // The process was asked at 40 minutes and takes it for 20.
        var behind = Core.Folders.Folder.Apply(known, known.FolderId, Declined(TimeSpan.FromMinutes(20)).Records, ChangeCause.Refresh, Payloads.Now.AddMinutes(20));

        Assert.Equal(Status.OperatorRequired, (behind?.Current ?? known).Result.Statuses.SystemResolution);

        OzPayload Declined(TimeSpan after) => Payloads.Answer(
            PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", at - 600, "g1", created: 1)], "FINISHED", "DECLINED", at - 480), askedAfter: after.TotalSeconds);
    }

    private static OzPayload Folder(string word, double? updated, bool withOperator)
    {
        var body = PayloadJson.Folder([Analysis(word, updated)], "FINISHED", word, updated);
        body["operator_status"] = withOperator ? word : null;
        return Payloads.Read(body);
    }

    private static JsonObject Analysis(string word, double? updated) => PayloadJson.Analysis("a", "FINISHED", word, updated, "g1");

    private static FolderResult ResultOf(params OzPayload[] payloads) => FolderResult.Of(Payloads.Merge(payloads.Select(static payload => payload.Records)));
}
