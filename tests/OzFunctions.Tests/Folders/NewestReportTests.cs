using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class NewestReportTests
{
    [Theory]
    [InlineData("DECLINED", 11, Status.OperatorRequired)]
    [InlineData("DECLINED", 10, Status.OperatorRequired)]
    [InlineData("DECLINED", 9, Status.Success)]
    [InlineData("SUCCESS", 11, Status.Success)]
    [InlineData("PROCESSING", 11, Status.Processing)]
    [InlineData("PROCESSING", 9, Status.Success)]
    public void NewestReport_WithoutAnalyses_KeepsAFolderFromPassingWhileNothingIsNewer(string reported, double at, Status expected)
    {
        var result = ResultOf(Passed(), Payloads.Read(PayloadJson.Folder(null, system: reported, updated: at)));

        Assert.Equal(expected, result.Statuses.SystemResolution);
        Assert.Equal(expected is Status.Success ? HeldBack.None : HeldBack.NewerReport, result.HeldBack);
    }

    [Fact]
    public void NewestReport_OfAFailureAlone_KeepsAFolderFromPassing() => Assert.Equal(
        HeldBack.NewerReport,
        ResultOf(Passed(), Payloads.Read(PayloadJson.Folder(null, resolution: "FAILED", updated: 20))).HeldBack);

    [Theory]
    [InlineData("FINISHED", null)]
    [InlineData(null, "SUCCESS")]
    public void NewestReport_WithoutAResult_DoesNotReleaseAFolderThatOzDeclined(string? resolution, string? operatorStatus)
    {
        var declined = Payloads.Read(PayloadJson.Folder(null, system: "DECLINED", updated: 20));
        var without = PayloadJson.Folder(null, resolution, updated: 30);
        without["operator_status"] = operatorStatus;

        foreach (var payloads in new[] { [declined, Payloads.Read(without)], new[] { Payloads.Read(without), declined } })
        {
            var result = ResultOf([Passed(), .. payloads]);

            Assert.Equal((Status.OperatorRequired, HeldBack.NewerReport), (result.Statuses.SystemResolution, result.HeldBack));
        }
    }

    [Fact]
    public void NewestReport_WithoutAResultOrAnalyses_ReplacesAPassOnly()
    {
        OzPayload Report(string? resolution, string? system, double updated) => Payloads.Read(PayloadJson.Folder(null, resolution, system, updated));

        Assert.Equal(Status.Declined, ResultOf(Report(null, "DECLINED", 10), Report("FINISHED", null, 20)).Statuses.SystemResolution);
        Assert.Equal(Status.OperatorRequired, ResultOf(Report(null, "SUCCESS", 10), Report("PROCESSING", null, 20), Report("FINISHED", null, 30)).Statuses.SystemResolution);
    }

    [Fact]
    public void NewestReport_ThatProcessingIsOver_EndsTheRun()
    {
        var running = PayloadJson.Folder([Biometry()], "PROCESSING", updated: 10);
        var finished = Payloads.Read(PayloadJson.Folder([Biometry()], "FINISHED", updated: 11));

        Assert.Equal(Status.Success, ResultOf(Payloads.Read(running), finished).Statuses.SystemResolution);
        Assert.Equal(
            Status.OperatorRequired,
            ResultOf(Payloads.Read(PayloadJson.Folder(null, "PROCESSING", updated: 10)), Payloads.Read(PayloadJson.Folder(null, "FINISHED", updated: 11))).Statuses.SystemResolution);
    }

    [Theory]
    [InlineData("SUCCESS")]
    [InlineData("INITIAL")]
    [InlineData("PROCESSING")]
    [InlineData("")]
    public void OperatorWhoPassedItOrIsNotDone_LetsAFolderPass(string operatorStatus)
    {
        Assert.Equal(Status.Success, ResultOf(Payloads.Read(Passed(operatorStatus))).Statuses.SystemResolution);
    }

    [Theory]
    [InlineData("declined")]
    [InlineData("OPERATOR_REQUIRED")]
    [InlineData("FAILED")]
    [InlineData("FINISHED")]
    [InlineData("REJECTED")]
    public void OperatorWhoDidNotPassIt_KeepsAFolderFromPassing(string operatorStatus)
    {
        var folder = Passed(operatorStatus);
        var withoutAnalyses = folder.DeepClone().AsObject();
        withoutAnalyses.Remove("analyses");

        Assert.Equal(Status.OperatorRequired, ResultOf(Payloads.Read(folder)).Statuses.SystemResolution);
        Assert.Equal(new FolderStatuses(Status.Finished, Status.OperatorRequired), ResultOf(Payloads.Read(withoutAnalyses)).Statuses);
    }

    [Fact]
    public void WebhooksOfOneTime_WhoseReportsDiffer_AreWarnedOfUntilOzAnswers()
    {
        var first = Payloads.Read(PayloadJson.Folder(null, "FINISHED", "SUCCESS", updated: 20));
        var second = Payloads.Read(PayloadJson.Folder(null, "FINISHED", "DECLINED", updated: 20));
        var answer = Payloads.Answer(PayloadJson.Folder(null, "FINISHED", "SUCCESS", updated: 20));

        Assert.Single(ResultOf(first, second).Warnings);
        Assert.Equal(Status.Declined, ResultOf(second, first).Statuses.SystemResolution);
        Assert.Empty(ResultOf(first, second, answer).Warnings);
        Assert.Equal(Status.Success, ResultOf(first, answer, second).Statuses.SystemResolution);
    }

    private static JsonObject Passed(string operatorStatus)
    {
        var folder = PayloadJson.Folder([Biometry()], "FINISHED", "SUCCESS");
        folder["operator_status"] = operatorStatus;
        return folder;
    }

    private static FolderResult ResultOf(params OzPayload[] payloads) => FolderResult.Of(Payloads.Merge(payloads.Select(static payload => payload.Records)));

    private static JsonObject Biometry() => PayloadJson.Analysis("biometry", "FINISHED", "SUCCESS", 10, "g1", "BIOMETRY", created: 1);

    private static OzPayload Passed() => Payloads.Read(PayloadJson.Folder([Biometry()]));
}
