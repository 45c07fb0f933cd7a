using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Tests.Folders;

public sealed class FolderMergeTests
{
    private const int Runs = 20_000 / Tries.Divisor;

    [Fact]
    public void Merge_InAnyOrderWithAnyDuplicates_EndsInTheSameRecords()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new RandomFolder(seed);
            var payloads = RandomPayloads(random);

            var expected = Payloads.TextOf(Payloads.Merge(payloads));
            var shuffled = Payloads.TextOf(Payloads.Merge(random.Shuffle(payloads.Concat(random.Shuffle(payloads).Take(3)))));

            Assert.True(expected == shuffled, $"Seed {seed}:\n{expected}\n{shuffled}");
        }
    }

    [Fact]
    public void Merge_OfThree_IsAssociative()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new RandomFolder(seed);
            var (a, b, c) = (RandomPayload(random), RandomPayload(random), RandomPayload(random));

            var left = FolderRecords.Merge(FolderRecords.Merge(a, b), c);
            var right = FolderRecords.Merge(a, FolderRecords.Merge(b, c));

            Assert.True(Payloads.TextOf(left) == Payloads.TextOf(right), $"Seed {seed}");
        }
    }

    [Fact]
    public void Merge_OfCopiesThatDifferInTheErrorCodeAlone_EndsInTheSameEitherWay()
    {
        var (one, other) = (Failed(errorCode: "1"), Failed(errorCode: "2"));

        Assert.Equal("2", Assert.Single(FolderRecords.Merge(one, other).Analyses).Latest.ErrorCode);
        Assert.Equal("2", Assert.Single(FolderRecords.Merge(other, one).Analyses).Latest.ErrorCode);
    }

    [Theory]
    [InlineData("SUCCESS")]
    [InlineData("DECLINED")]
    public void Merge_OfADecisionAtTheTimeOfItsRequest_KeepsTheDecision(string decision)
    {
        var requested = Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED", updated: 10)])).Records;
        var decided = Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", decision, updated: 10)])).Records;

        Assert.Equal(decision, Assert.Single(FolderRecords.Merge(requested, decided).Analyses).Latest.Status.Resolution!.Text);
        Assert.Equal(decision, Assert.Single(FolderRecords.Merge(decided, requested).Analyses).Latest.Status.Resolution!.Text);
    }

    [Fact]
    public void Merge_OfUnknownWordsThatHoldSeparators_EndsInTheSameEitherWay()
    {
        // Joined with a bar, both pairs of words would read A|B|C.
        var one = Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "A|B", "C", updated: 10)])).Records;
        var other = Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "A", "B|C", updated: 10)])).Records;

        Assert.Equal(Payloads.TextOf(FolderRecords.Merge(one, other)), Payloads.TextOf(FolderRecords.Merge(other, one)));
    }

    [Fact]
    public void Merge_OfWhatIsKnown_ReturnsTheSameInstance()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var payloads = RandomPayloads(new RandomFolder(seed));
            var merged = Payloads.Merge(payloads);

            Assert.All(payloads, payload => Assert.Same(merged, FolderRecords.Merge(merged, payload)));
        }
    }

    [Fact]
    public void Merge_LaterRunningCopy_ReopensTheAnalysis()
    {
        var folder = Payloads.FolderOf(
            PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: 10)]),
            PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: 20)]));

        Assert.Equal(Core.Statuses.Status.Processing, folder.Result.Statuses.SystemResolution);
    }

    [Fact]
    public void Merge_OlderRunningCopyThatComesLate_ChangesNoStatus()
    {
        var finished = Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: 20)]));
        var late = Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: 10)]));

        var merged = FolderRecords.Merge(finished.Records, late.Records);

        Assert.Equal(Core.Statuses.Status.Success, FolderResult.Of(merged).Statuses.SystemResolution);
        Assert.Same(merged, FolderRecords.Merge(merged, late.Records));
    }

    [Fact]
    public void Merge_OperatorsLaterDecision_ChangesTheResultAndNotTheOrderOfGroups()
    {
        var folder = Payloads.FolderOf(
            PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED", updated: 10, group: "g1")]),
            PayloadJson.Folder([PayloadJson.Analysis("b", "FINISHED", "SUCCESS", updated: 20, group: "g2", created: 11)]),
            PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", updated: 30, group: "g1")]));

        Assert.Equal(["g1", "g2"], folder.Result.Groups.Select(group => group.GroupId));
        Assert.Equal(Core.Statuses.Status.Declined, folder.Result.Groups[0].Result);
        Assert.Equal(Core.Statuses.Status.Success, folder.Result.Statuses.SystemResolution);
    }

    [Fact]
    public void Merge_AnalysisAbsentFromALaterPayload_IsKept()
    {
        var folder = Payloads.FolderOf(
            PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", updated: 10)]),
            PayloadJson.Folder([PayloadJson.Analysis("b", "FINISHED", "SUCCESS", updated: 20)]));

        Assert.Equal(["a", "b"], folder.Records.Analyses.Select(analysis => analysis.AnalysisId));
    }

    [Fact]
    public void Merge_AnalysisInTwoGroups_KeepsTheSmallerAndWarns()
    {
        var folder = Payloads.FolderOf(
            PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: 10, group: "g2")]),
            PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: 10, group: "g1")]));

        Assert.Equal("g1", Assert.Single(folder.Records.Analyses).GroupId);
        Assert.Contains("different groups", Assert.Single(folder.Result.Warnings), StringComparison.Ordinal);
    }

    private static FolderRecords Failed(string errorCode)
    {
        var analysis = PayloadJson.Analysis("a", "FAILED", updated: 10);
        analysis["error_code"] = errorCode;
        return Payloads.Read(PayloadJson.Folder([analysis])).Records;
    }

    private static List<FolderRecords> RandomPayloads(RandomFolder random) =>
        [.. Enumerable.Range(0, 1 + random.Next(5)).Select(_ => RandomPayload(random))];

    private static FolderRecords RandomPayload(RandomFolder random)
    {
        JsonObject[] analyses = [.. random.Copies(most: 4).Select(PayloadJson.Analysis)];
        foreach (var analysis in analyses)
        {
            analysis["error_code"] = random.Pick<JsonNode?>(null, 1, "X|Y");
            analysis["confs"] = random.Pick<JsonNode?>(null, new JsonObject { ["confidence_spoofing"] = random.Next(3) });
        }

        JsonNode body = random.Next(4) == 0 && analyses.Length > 0
            ? Array(analyses)
            : PayloadJson.Folder(random.Next(5) == 0 ? null : analyses, random.Pick(null, "PROCESSING", "FINISHED"), random.Pick(null, "SUCCESS", "DECLINED"), random.Next(6));
        if (body is JsonObject folder)
        {
            folder["meta_data"] = random.Pick<JsonNode?>(null, new JsonObject { ["k"] = "1" }, new JsonObject { ["k"] = "2" }, new JsonObject());
        }

        var payload = Payloads.Read(body, "k");
        return random.Next(3) == 0 ? payload.AskedAt(Payloads.Now.AddSeconds(random.Next(3))).Records : payload.Records;
    }

    private static JsonArray Array(JsonObject[] analyses)
    {
        analyses[0]["folder_id"] = PayloadJson.FolderId;
        return new JsonArray([.. analyses]);
    }
}
