using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class FolderRemarksTests
{
    [Fact]
    public void UnknownWords_OfAnalysesAndFolder_AreReportedOnceEachInOrder()
    {
        var body = PayloadJson.Folder([PayloadJson.Analysis("a", "Paused", "Doubtful"), PayloadJson.Analysis("b", "FINISHED", "Doubtful")], "Odd", "Strange");
        body["operator_status"] = "Busy";

        Assert.Equal(["Busy", "Doubtful", "Odd", "Paused", "Strange"], Payloads.FolderOf(body).Result.UnknownStatuses);
    }

    [Fact]
    public void ConflictingFields_AreEachWarnedOf()
    {
        var folder = Payloads.FolderOf(
            PayloadJson.Folder([PayloadJson.Analysis("a", group: "g1", type: "BIOMETRY", created: 2, updated: 3), PayloadJson.Analysis("b", group: "g1", updated: 3)]),
            PayloadJson.Folder([PayloadJson.Analysis("a", group: "g2", type: "DOCUMENTS", created: 1, updated: 3), PayloadJson.Analysis("b", group: "g0", updated: 3)]));

        Assert.Equal(
            [
                "Analysis a was sent in different groups; g1 is kept.",
                "Analysis a was sent with different types; BIOMETRY is kept.",
                "Analysis a was sent with different creation times; the earliest is kept.",
                "Analysis b was sent in different groups; g0 is kept.",
            ],
            folder.Result.Warnings);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), folder.Records.Analyses[0].TimeCreated);
    }

    [Fact]
    public void FieldsInOnlyOneOfTwoPayloads_AreNoConflict()
    {
        var folder = Payloads.FolderOf(
            PayloadJson.Folder([PayloadJson.Analysis("a", group: "g", updated: 1), PayloadJson.Analysis("b", updated: 1)]),
            PayloadJson.Folder([PayloadJson.Analysis("a", type: "BIOMETRY", created: 1, updated: 2), PayloadJson.Analysis("b", group: "g", updated: 2)]));

        Assert.Empty(folder.Result.Warnings);
    }

    [Fact]
    public void LivenessThatNeedsAnOperator_IsWarnedOfForEachAnalysis()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder(
        [
            PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED", type: "QUALITY"),
            PayloadJson.Analysis("b", "FINISHED", "OPERATOR_REQUIRED", type: "QUALITY"),
            PayloadJson.Analysis("c", "FINISHED", "OPERATOR_REQUIRED", type: "BIOMETRY"),
        ]));

        Assert.Equal(["Analysis a", "Analysis b"], folder.Result.Warnings.Select(static warning => warning[..10]));
    }

    [Fact]
    public void MetadataValuesThatAreTooLong_AreLeftOutAndWarnedOfEach()
    {
        var body = PayloadJson.Folder([PayloadJson.Analysis("a")]);
        body["meta_data"] = new JsonObject { ["one"] = new string('x', 1_025), ["two"] = new string('x', 1_024), ["three"] = new string('x', 1_025) };
        var payload = Payloads.Read(body, "one", "two", "three");

        var folder = Folder.Apply(null, payload.FolderId, payload.Records, ChangeCause.Webhook, Payloads.Now)!.Current;

        Assert.Equal(["'one'", "'three'"], folder.Result.Warnings.Select(static warning => warning.Split(' ')[5]));
    }
}
