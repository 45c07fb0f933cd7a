using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class FolderResultTests
{
    [Theory]
    [InlineData("folder_initial.json", Status.Initial, Status.Initial)]
    [InlineData("folder_processing.json", Status.Processing, Status.Processing)]
    [InlineData("folder_failed.json", Status.Failed, Status.Failed)]
    [InlineData("folder_finished_declined.json", Status.Finished, Status.Declined)]
    [InlineData("folder_finished_operator_required.json", Status.Finished, Status.OperatorRequired)]
    [InlineData("folder_finished_success.json", Status.Finished, Status.Success)]
    [InlineData("folder_two_groups_flip.json", Status.Finished, Status.Success)]
    public void Sample_OfTheVendorsStatuses_HasThem(string sample, Status resolution, Status system)
    {
        var folder = Payloads.FolderOf(JsonNode.Parse(Payloads.Sample(sample))!);

        Assert.Equal((resolution, system), (folder.Result.Statuses.ResolutionStatus, folder.Result.Statuses.SystemResolution));
        Assert.False(folder.Result.Drift);
    }

    [Fact]
    public void Groups_FinishedAtOnce_TheLaterCreatedCounts()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder(
        [
            PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: 10, group: "g2", created: 1),
            PayloadJson.Analysis("b", "FINISHED", "DECLINED", updated: 10, group: "g1", created: 2),
        ]));

        Assert.Equal(Status.Declined, folder.Result.Statuses.SystemResolution);
    }

    [Fact]
    public void Groups_FinishedAndCreatedAtOnce_TheGreaterIdCounts()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder(
        [
            PayloadJson.Analysis("a", "FINISHED", "DECLINED", updated: 10, group: "g2", created: 1),
            PayloadJson.Analysis("b", "FINISHED", "SUCCESS", updated: 10, group: "g1", created: 1),
        ]));

        Assert.Equal(Status.Declined, folder.Result.Statuses.SystemResolution);
    }

    [Fact]
    public void Groups_ThatRun_ComeAfterThoseThatFinished()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder(
        [
            PayloadJson.Analysis("a", "PROCESSING", updated: 5, group: "runs", created: 1),
            PayloadJson.Analysis("b", "FINISHED", "SUCCESS", updated: 10, group: "last", created: 2),
            PayloadJson.Analysis("c", "FINISHED", "SUCCESS", updated: 9, group: "first", created: 3),
        ]));

        Assert.Equal(["first", "last", "runs"], folder.Result.Groups.Select(static group => group.GroupId));
    }

    [Fact]
    public void Group_FailedBesideDeclined_IsFailed()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder(
        [
            PayloadJson.Analysis("a", "FAILED", updated: 10, group: "g"),
            PayloadJson.Analysis("b", "FINISHED", "DECLINED", updated: 10, group: "g"),
        ]));

        Assert.Equal(new FolderStatuses(Status.Failed, Status.Failed), folder.Result.Statuses);
    }

    [Fact]
    public void UnknownWord_IsReportedAndNeverPasses()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "Brand_New")]));

        Assert.Equal(Status.OperatorRequired, folder.Result.Statuses.SystemResolution);
        Assert.Equal(["Brand_New"], folder.Result.UnknownStatuses);
    }

    [Fact]
    public void LivenessThatNeedsAnOperator_IsKeptAndWarnedOf()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED", type: "quality")]));

        Assert.Equal(Status.OperatorRequired, folder.Result.Statuses.SystemResolution);
        Assert.Contains("liveness", Assert.Single(folder.Result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FINISHED", "SUCCESS", Status.Finished, Status.Success)]
    [InlineData("DECLINED", null, Status.Finished, Status.Declined)]
    [InlineData("FINISHED", null, Status.Finished, Status.OperatorRequired)]
    [InlineData("PROCESSING", null, Status.Processing, Status.Processing)]
    [InlineData(null, "FAILED", Status.Failed, Status.Failed)]
    [InlineData("NEW", "NEW", Status.Finished, Status.OperatorRequired)]
    [InlineData(null, null, Status.Initial, Status.Initial)]
    public void NoAnalysisKnown_TheReportedResultCounts(string? resolution, string? system, Status expectedResolution, Status expectedSystem)
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder(analyses: null, resolution, system));

        Assert.Equal(new FolderStatuses(expectedResolution, expectedSystem), folder.Result.Statuses);
        Assert.False(folder.Result.Drift);
    }

    [Fact]
    public void NoAnalysisKnownAndNothingReportedButAnOperator_IsInitial()
    {
        var body = PayloadJson.Folder(analyses: null);
        body["operator_status"] = "SUCCESS";

        Assert.Equal(new FolderStatuses(Status.Initial, Status.Initial), Payloads.FolderOf(body).Result.Statuses);
    }
}
