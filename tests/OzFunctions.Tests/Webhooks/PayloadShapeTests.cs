using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Webhooks;

/// <summary>Analyses that contain their folder, and payloads that contain a folder in more than one place.</summary>
public sealed class PayloadShapeTests
{
    private const string Analysis = "\"analysis_id\":\"a1\",\"state\":\"FINISHED\",\"resolution_status\":\"DECLINED\",\"time_updated\":5";
    private const string Folder = "\"folder\":{\"folder_id\":\"f1\",\"resolution_status\":\"FINISHED\",\"system_resolution\":\"DECLINED\",\"time_created\":1,\"time_updated\":6,\"meta_data\":{\"k\":\"v\"}}";

    [Theory]
    [InlineData($$"""{{{Analysis}},{{Folder}}}""")]
    [InlineData($$"""{{{Folder}},{{Analysis}}}""")]
    [InlineData($$"""{"folder_id":"f1",{{Folder}},{{Analysis}}}""")]
    [InlineData($$"""[{{{Analysis}},{{Folder}}}]""")]
    [InlineData($$"""[{{{Folder}},{{Analysis}},"folder_id":"f1"}]""")]
    [InlineData($$"""[null,{{{Folder}}},{{{Analysis}}}]""")]
    [InlineData($$"""{"analyses":[{{{Analysis}},{{Folder}}}]}""")]
    [InlineData($$"""{"folder_id":"f1","analyses":[{{{Folder}},{{Analysis}}}]}""")]
    [InlineData($$"""{"folder":{"folder_id":"f1","analyses":[{{{Analysis}},{{Folder}}}]} }""")]
    [InlineData($$"""{"folder":{{{Folder}},"analyses":[null,{{{Analysis}}}]} }""")]
    [InlineData($$"""{{{Folder}},"analyses":[{{{Analysis}},{{Folder}}}]}""")]
    [InlineData($$"""{"analyses":[{{{Analysis}}},{{{Analysis}},{{Folder}}}],{{Folder}}}""")]
    [InlineData("""{"analysis_id":"a1","folder":{"folder_id":"f1","resolution_status":"FINISHED","system_resolution":"DECLINED","time_created":1,"time_updated":6,"meta_data":{"k":"v"},"analyses":[{"analysis_id":"a1","state":"FINISHED","resolution_status":"DECLINED","time_updated":5}]}}""")]
    [InlineData("""[{"folder_id":"f1","resolution_status":"FINISHED","system_resolution":"DECLINED","time_created":1,"time_updated":6,"meta_data":{"k":"v"},"analyses":[{"analysis_id":"a1","state":"FINISHED","resolution_status":"DECLINED","time_updated":5}]}]""")]
    [InlineData("""{"\u0061nalysis_id":"a\u0031","state":"\u0066inished","resolution_status":"declin\u0065d","time_updated":5,"\u0066older":{"folder\u005fid":"\u0066\u0031","resolution_status":"Finished","system_resolution":"\u0044eclined","time_created":"\u0031","time_updated":6,"meta_data":{"\u006B":"\u0076"}}}""")]
    public void AnalysisAndItsFolder_InAnyShape_AreBothKept(string body)
    {
        var payload = Payloads.Read(body, "k");

        Assert.Equal(("f1", true), (payload.FolderId, payload.HasAnalyses));
        var analysis = Assert.Single(payload.Records.Analyses);
        Assert.Equal(("a1", Status.Declined, At(5)), (analysis.AnalysisId, analysis.Result, analysis.Latest.TimeUpdated!.Value));
        var reported = payload.Records.Reported!;
        Assert.Equal(("FINISHED", "DECLINED", At(6)), (reported.Value.ResolutionStatus!.Text, reported.Value.SystemResolution!.Text, reported.At!.Value));
        Assert.True(reported.Value.HasAnalyses);
        Assert.Equal((At(1), At(6)), (payload.Records.TimeCreated!.Value, payload.Records.TimeUpdated!.Value));
        Assert.Equal([new FolderMetadataEntry("k", "v")], payload.Records.Metadata!.Value.Entries);
    }

    [Fact]
    public void AnalysesOfAnEmbeddedFolder_AreKeptBesideTheOneThatEmbedsIt()
    {
        var payload = Payloads.Read("""
            {"analysis_id":"a1","folder":{"analyses":[{"analysis_id":"a2","state":"FINISHED","resolution_status":"DECLINED"},
                                                      {"analysis_id":"a3","folder":{"folder_id":"f1","analyses":[{"analysis_id":"a4","analyses":[{"analysis_id":"a5"}]}]}}]},
             "state":"FINISHED","resolution_status":"SUCCESS"}
            """);

        Assert.Equal("f1", payload.FolderId);
        Assert.Equal(["a1 Success", "a2 Declined", "a3 Processing", "a4 Processing", "a5 Processing"], payload.Records.Analyses.Select(static analysis => $"{analysis.AnalysisId} {analysis.Result}"));
    }

    [Fact]
    public void AnalysisInThePlaceOfAFolder_IsReadAsAnAnalysis()
    {
        var payload = Payloads.Read("""{"folder":{"folder_id":"f1","analysis_id":"a1","state":"FINISHED","resolution_status":"SUCCESS"}}""");

        Assert.Equal(Status.Success, Assert.Single(payload.Records.Analyses).Result);
        Assert.Null(payload.Records.Reported);
    }

    [Theory]
    [InlineData("""{"folder_id":"f1","analysis_id":"a9","state":"FINISHED","resolution_status":"DECLINED","analyses":[{"analysis_id":"a1"}]}""", "a1 a9")]
    [InlineData("""{"folder_id":"f1","analysis_id":"a1","resolution_status":"FINISHED","analyses":[{"analysis_id":"a1"}]}""", "a1")]
    public void FolderThatNamesAnAnalysis_LosesNone(string body, string expected)
    {
        var payload = Payloads.Read(body);

        Assert.Equal(expected, string.Join(' ', payload.Records.Analyses.Select(static analysis => analysis.AnalysisId)));
        Assert.NotNull(payload.Records.Reported);
    }

    [Fact]
    public void CopiesOfTheFolder_AreJoinedFieldByField_WhateverTheirOrder()
    {
        string[] copies =
        [
            """{"folder_id":"f1","time_updated":9,"system_resolution":"SUCCESS","meta_data":{"k":"late","m":""}}""",
            """{"folder_id":"f1","time_updated":9,"system_resolution":"DECLINED"}""",
            """{"folder_id":"f1","time_updated":5,"time_created":2,"resolution_status":"PROCESSING","system_resolution":"FAILED","meta_data":{"k":"early","l":"one","m":"two"}}""",
            """{"folder_id":"f1","time_created":1,"operator_status":"ODD","meta_data":{"k":"older"}}""",
        ];

        foreach (var order in Permutations([0, 1, 2, 3]))
        {
            var analyses = order.Select((copy, i) => $$"""{"analysis_id":"a{{i}}","folder":{{copies[copy]}}}""");
            var records = Payloads.Read($"[{string.Join(',', analyses)}]", "k", "l", "m").Records;

            var reported = records.Reported!.Value;
            Assert.Equal("PROCESSING DECLINED ODD", $"{reported.ResolutionStatus} {reported.SystemResolution} {reported.OperatorStatus}");
            Assert.Equal((At(2), At(9), At(9)), (records.TimeCreated!.Value, records.TimeUpdated!.Value, records.Metadata!.At!.Value));
            Assert.Equal(["k=late", "l=one", "m=two"], records.Metadata.Value.Entries.Select(static entry => $"{entry.Key}={entry.Value}"));
        }
    }

    [Theory]
    [InlineData("\"resolution\":\"DECLINED\"", null, "DECLINED")]
    [InlineData("\"resolution\":\"DECLINED\",\"resolution_status\":\"SUCCESS\"", "SUCCESS", "DECLINED")]
    [InlineData("\"resolution\":\"SUCCESS\",\"resolution_status\":\"DECLINED\"", "DECLINED", "DECLINED")]
    [InlineData("\"resolution\":\"SUCCESS\",\"resolution_status\":\"FINISHED\"", "FINISHED", "SUCCESS")]
    [InlineData("\"resolution\":\"SUCCESS\",\"resolution_status\":\"NEW_WORD\"", "NEW_WORD", "NEW_WORD")]
    [InlineData("\"resolution\":\"DECLINED\",\"system_resolution\":\"SUCCESS\"", null, "DECLINED")]
    [InlineData("\"resolution\":\"SUCCESS\",\"system_resolution\":\"DECLINED\"", null, "DECLINED")]
    [InlineData("\"resolution\":\"NEW_WORD\",\"system_resolution\":\"SUCCESS\"", null, "NEW_WORD")]
    [InlineData("\"resolution\":\"PROCESSING\",\"system_resolution\":\"DECLINED\"", null, "PROCESSING")]
    [InlineData("\"resolution\":\"SUCCESS\",\"system_resolution\":\"SUCCESS\",\"resolution_status\":\"FAILED\"", "FAILED", "SUCCESS")]
    [InlineData("\"resolution\":\"\",\"system_resolution\":\"SUCCESS\"", null, "SUCCESS")]
    public void ResolutionOfAFolder_IsPartOfItsVerdict(string words, string? resolution, string system)
    {
        foreach (var body in (string[])[$$"""{"folder_id":"f1",{{words}}}""", $$"""{"folder":{"folder_id":"f1",{{words}} } }"""])
        {
            var reported = Payloads.Read(body).Records.Reported!.Value;
            Assert.Equal((resolution, system), (reported.ResolutionStatus?.Text, reported.SystemResolution?.Text));
        }
    }

    [Theory]
    [InlineData("\"state\":\"DECLINED\"", Status.Declined)]
    [InlineData("\"state\":\"PROCESSING\"", Status.Processing)]
    [InlineData("\"state\":\"FINISHED\",\"system_resolution\":\"SUCCESS\"", Status.Success)]
    [InlineData("\"state\":\"PAUSED\",\"resolution_status\":\"FINISHED\",\"system_resolution\":\"SUCCESS\"", Status.OperatorRequired)]
    public void StateOfAFolder_IsPartOfItsVerdict(string words, Status expected)
    {
        var body = $$"""{"folder_id":"f1",{{words}},"analyses":[{"analysis_id":"a1","state":"FINISHED","resolution_status":"SUCCESS"}]}""";

        Assert.Equal(expected, Payloads.FolderOf(Payloads.Read(body)).Result.Statuses.SystemResolution);
    }

    [Theory]
    [InlineData("\"operator_status\":\"DECLINED\"", Status.OperatorRequired)]
    [InlineData("\"system_resolution\":\"DECLINED\"", Status.Declined)]
    [InlineData("\"system_resolution\":\"NEW_WORD\"", Status.OperatorRequired)]
    [InlineData("\"system_resolution\":\"SUCCESS\",\"operator_status\":\"SUCCESS\"", Status.Success)]
    public void WordsOfAFolder_InAnAnalysis_KeepItFromPassing(string words, Status expected)
    {
        var analysis = $$"""{"folder_id":"f1","analysis_id":"a1","state":"FINISHED","resolution_status":"SUCCESS","time_updated":10,{{words}}}""";

        foreach (var body in (string[])[analysis, $"[{analysis}]", $$"""{"folder_id":"f1","time_updated":10,"system_resolution":"SUCCESS","analyses":[{{analysis}}]}"""])
        {
            Assert.Equal(expected, Payloads.FolderOf(Payloads.Read(body)).Result.Statuses.SystemResolution);
        }
    }

    [Theory]
    [InlineData("SUCCESS", "OPERATOR_REQUIRED", Status.Success)]
    [InlineData("FINISHED", "OPERATOR_REQUIRED", Status.OperatorRequired)]
    [InlineData("SUCCESS", "PROCESSING", Status.Processing)]
    [InlineData("DECLINED", "SUCCESS", Status.Declined)]
    public void SystemResolution_OfAnAnalysisOfAFolder_CountsForThisAnalysis(string resolution, string system, Status expected)
    {
        var payload = Payloads.Read($$"""{"folder_id":"f1","analyses":[{"analysis_id":"a1","state":"FINISHED","resolution_status":"{{resolution}}","system_resolution":"{{system}}"}]}""");

        Assert.Equal((expected, null), (Assert.Single(payload.Records.Analyses).Result, payload.Records.Reported));
    }

    [Fact]
    public void SystemResolution_OfAnAnalysisThatWasTriedAgain_DoesNotKeepTheFolderFromPassing()
    {
        var body = """
            {"folder_id":"f1","analyses":[
              {"analysis_id":"a1","group_id":"g1","state":"FINISHED","resolution_status":"DECLINED","system_resolution":"DECLINED","time_created":1,"time_updated":10},
              {"analysis_id":"a2","group_id":"g2","state":"FINISHED","resolution_status":"SUCCESS","system_resolution":"SUCCESS","time_created":15,"time_updated":20}]}
            """;

        Assert.Equal(Status.Success, Payloads.FolderOf(Payloads.Read(body)).Result.Statuses.SystemResolution);
    }

    [Fact]
    public void FolderThatIsAList_IsRejectedWithItsPlace()
    {
        var error = Assert.Throws<PayloadException>(() => Payloads.Read("""{"folder_id":"f1","folder":[{"analyses":[{"analysis_id":"a","resolution_status":"DECLINED"}]}]}"""));

        Assert.Equal("folder", error.Field);
    }

    [Fact]
    public void AnalysisThatEmbedsItsFolder_IsNotLostByTheStore()
    {
        var folder = Payloads.FolderOf(JsonNode.Parse($$"""{{{Analysis}},{{Folder}}}""")!);

        Assert.Equal("a1", Assert.Single(folder.Records.Analyses).AnalysisId);
        Assert.Equal(Status.Declined, folder.Result.Statuses.SystemResolution);
    }

    [Fact]
    public void Items_OfWhateverKind_AreBounded()
    {
        var items = string.Join(',', Enumerable.Repeat("{\"folder\":{\"folder_id\":\"f1\"}}", OzPayloadReader.MaxAnalyses + 1));

        Assert.Equal($"[{OzPayloadReader.MaxAnalyses}]", Assert.Throws<PayloadException>(() => Payloads.Read($"[{items}]")).Field);
    }

    private static DateTimeOffset At(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static IEnumerable<IReadOnlyList<int>> Permutations(IReadOnlyList<int> items) => items.Count == 0
        ? [[]]
        : items.SelectMany(item => Permutations([.. items.Where(other => other != item)]).Select(rest => (IReadOnlyList<int>)[item, .. rest]));
}
