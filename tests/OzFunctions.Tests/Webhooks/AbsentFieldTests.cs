using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Webhooks;

/// <summary>Nulls and empty strings count as absent in every field.</summary>
public sealed class AbsentFieldTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void FieldsOfAnAnalysis_ThatAreEmpty_AreAbsent(string nothing)
    {
        var body = """
            {"folder_id":"f1","analyses":[#,{"analysis_id":"a1","analyse_id":#,"folder_id":#,"group_id":#,"type":#,"state":#,"resolution_status":#,"resolution":#,"time_created":#,"time_updated":#,
             "error_code":#,"confs":#,"results_data":#,"results_media":#,"folder":#,"analyses":#},#]}
            """.Replace("#", nothing, StringComparison.Ordinal);

        var payload = Payloads.Read(body);

        Assert.Equal(
            Payloads.TextOf(Payloads.Read("""{"folder_id":"f1","analyses":[{"analysis_id":"a1"}]}""").Records),
            Payloads.TextOf(payload.Records));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void FieldsOfAFolder_ThatAreEmpty_AreAbsent(string nothing)
    {
        var payload = Payloads.Read("""
            {"folder_id":#,"folder":{"folder_id":"f1","folder":#,"meta_data":#},"group_id":#,"resolution_status":#,"system_resolution":#,"operator_status":#,"resolution":#,"time_created":#,"time_updated":#,
             "meta_data":#,"analyses":#,"state":#,"type":#}
            """.Replace("#", nothing, StringComparison.Ordinal), "k");

        Assert.Equal("f1", payload.FolderId);
        Assert.Equal(FolderRecords.Empty with { Analyses = payload.Records.Analyses }, payload.Records);
        Assert.Empty(payload.Records.Analyses);
        Assert.False(payload.HasAnalyses);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void MetadataAndScores_ThatAreEmpty_AreAbsent(string nothing)
    {
        var payload = Payloads.Read("""
            {"folder_id":"f1","meta_data":{"k":#,"l":"v"},
             "analyses":[{"analysis_id":"a1","confs":{"min_confidence":#,"max_confidence":0.5},"results_media":[#,{"results_data":#},{"results_data":{"confidence_replay":#}}]}]}
            """.Replace("#", nothing, StringComparison.Ordinal), "k", "l");

        Assert.Equal([new FolderMetadataEntry("l", "v")], payload.Records.Metadata!.Value.Entries);
        Assert.Equal([new Confidence("max_confidence", 0.5)], payload.Records.Analyses[0].Latest.Confidences);
    }

    [Fact]
    public void NullsAmongAnalyses_LeaveTheOthersTheirPlaces()
    {
        Assert.Equal(["a1", "a2"], Payloads.Read("""[null,{"analysis_id":"a1","folder_id":"f1"},null,{"analyse_id":"a2"},null]""").Records.Analyses.Select(static analysis => analysis.AnalysisId));
        Assert.Equal("analyses[2].state", Assert.Throws<PayloadException>(() => Payloads.Read("""{"folder_id":"f1","analyses":[null,null,{"analysis_id":"a1","state":1}]}""")).Field);
    }

    [Theory]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a1"},{"analysis_id":"","analyse_id":null,"resolution_status":"DECLINED"}]}""", "analyses[1].analysis_id")]
    [InlineData("""{"folder_id":"f1","analysis_id":"","state":"FINISHED","resolution_status":"SUCCESS"}""", "analysis_id")]
    [InlineData("""{"folder_id":"f1","analyse_id":null,"resolution_status":"SUCCESS"}""", "analysis_id")]
    [InlineData("""{"folder_id":"f1","type":"QUALITY","state":"FINISHED","resolution_status":"SUCCESS"}""", "analysis_id")]
    [InlineData("""{"folder_id":"f1","type":"QUALITY","resolution_status":"SUCCESS"}""", "analysis_id")]
    [InlineData("""{"folder_id":"f1","state":"FINISHED","resolution_status":"SUCCESS"}""", "analysis_id")]
    [InlineData("""{"folder_id":"f1","group_id":"g1","resolution_status":"SUCCESS"}""", "analysis_id")]
    [InlineData("""{"folder_id":"f1","error_code":0,"resolution":"SUCCESS"}""", "analysis_id")]
    [InlineData("""{"folder_id":"f1","confs":{},"resolution_status":"SUCCESS"}""", "analysis_id")]
    [InlineData("""{"folder_id":"f1","results_data":{"min_confidence":0.9},"resolution":"SUCCESS"}""", "analysis_id")]
    [InlineData("""{"resolution_status":"SUCCESS","results_media":[],"folder_id":"f1"}""", "analysis_id")]
    [InlineData("""{"folder":{"folder_id":"f1","state":"FINISHED","resolution_status":"SUCCESS"}}""", "folder.analysis_id")]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a1","folder":{"type":"QUALITY","resolution":"SUCCESS"}}]}""", "analyses[0].folder.analysis_id")]
    [InlineData("""{"folder":{"folder_id":"f1"},"analysis_id":"","resolution_status":"SUCCESS"}""", "analysis_id")]
    [InlineData("""{"folder":{"folder_id":"f1"},"type":"QUALITY","resolution_status":"SUCCESS"}""", "analysis_id")]
    [InlineData("""[{"folder_id":"f1","resolution_status":"SUCCESS"}]""", "[0].analysis_id")]
    [InlineData("""[{"folder":{"folder_id":"f1"},"type":"QUALITY","state":"FINISHED","resolution_status":"SUCCESS"}]""", "[0].analysis_id")]
    [InlineData("""[{"analyse_id":"a","folder":{"folder_id":"f1"}},{"type":"QUALITY","folder":{"folder_id":"f1"}}]""", "[1].analysis_id")]
    [InlineData("""{"folder":{"folder_id":"f1"},"type":"QUALITY","operator_status":"SUCCESS"}""", "analysis_id")]
    [InlineData("""[{"folder":{"folder_id":"f1"},"resolution_status":"SUCCESS"}]""", "[0].analysis_id")]
    [InlineData("""[{"folder":null,"folder_id":"f1","resolution_status":"SUCCESS"}]""", "[0].analysis_id")]
    [InlineData("""{"folder_id":"f1","folder":null,"type":"QUALITY"}""", "analysis_id")]
    public void AnalysisWithoutAnId_IsRefused_AndNeverTakenForTheFolder(string body, string field) =>
        Assert.Equal(field, Assert.Throws<PayloadException>(() => Payloads.Read(body)).Field);

    [Theory]
    [InlineData("type", "\"folder.changed\"")]
    [InlineData("error_code", "0")]
    public void EnvelopeOfAFolder_WithAFieldOfAnAnalysis_IsRead(string field, string value)
    {
        var payload = Payloads.Read("""{"FIELD":VALUE,"folder":{"folder_id":"f1","system_resolution":"SUCCESS","analyses":[{"analysis_id":"a"}]}}"""
            .Replace("FIELD", field, StringComparison.Ordinal).Replace("VALUE", value, StringComparison.Ordinal));

        Assert.Equal(("f1", "a"), (payload.FolderId, Assert.Single(payload.Records.Analyses).AnalysisId));
    }

    [Fact]
    public void FieldsOfAnAnalysis_BesideAnalyses_DoNotMakeTheFolderAnAnalysis()
    {
        var payload = Payloads.Read("""{"folder_id":"f1","type":"T","state":"FINISHED","group_id":"g1","error_code":0,"results_media":[],"system_resolution":"SUCCESS","analyses":[]}""");

        Assert.Equal("SUCCESS", payload.Records.Reported!.Value.SystemResolution!.Text);
    }
}
