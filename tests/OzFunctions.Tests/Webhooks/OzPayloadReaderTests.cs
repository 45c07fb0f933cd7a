using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Webhooks;

public sealed class OzPayloadReaderTests
{
    [Theory]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a1","state":"FINISHED","resolution_status":"SUCCESS"}]}""")]
    [InlineData("""{"folder":{"folder_id":"f1","analyses":[{"analyse_id":"a1","state":"FINISHED","resolution_status":"SUCCESS"}]}}""")]
    [InlineData("""{"folder_id":"f1","folder":{"folder_id":"f1"},"analyses":[{"analysis_id":"a1","resolution_status":"SUCCESS"}]}""")]
    [InlineData("""[{"analysis_id":"a1","folder_id":"f1","state":"FINISHED","resolution_status":"SUCCESS"}]""")]
    [InlineData("""{"analyse_id":"a1","folder_id":"f1","state":"FINISHED","resolution_status":"SUCCESS"}""")]
    [InlineData("""{"analyse_id":"a1","analysis_id":"a1","folder_id":"f1","state":"SUCCESS"}""")]
    [InlineData("""{"analyses":[{"analysis_id":"a1","folder_id":"f1","resolution":"SUCCESS"}]}""")]
    [InlineData("""{"\u0066older_id":"\u00661","analyses":[{"analysis_id":"a1","state":"\u0053UCCESS"}],"x":{"folder_id":"other"},"y":[[1,{}]]}""")]
    public void Body_OfAnyShape_ReadsTheSame(string body)
    {
        var payload = Payloads.Read(body);

        Assert.Equal("f1", payload.FolderId);
        Assert.True(payload.HasAnalyses);
        var analysis = Assert.Single(payload.Records.Analyses);
        Assert.Equal("a1", analysis.AnalysisId);
        Assert.Equal("FINISHED SUCCESS", $"{analysis.Latest.Status.State} {analysis.Latest.Status.Resolution}");
    }

    [Theory]
    [InlineData(""" "resolution_status":"DECLINED","resolution":"SUCCESS" """, "DECLINED")]
    [InlineData(""" "resolution":"DECLINED","resolution_status":"SUCCESS" """, "DECLINED")]
    [InlineData(""" "resolution_status":"success","resolution":"\u0064eclined" """, "DECLINED")]
    [InlineData(""" "resolution_status":"SUCCESS","resolution":"PROCESSING" """, "PROCESSING")]
    [InlineData(""" "resolution_status":"FINISHED","resolution":"SUCCESS" """, "SUCCESS")]
    [InlineData(""" "resolution_status":"SUCCESS","resolution":"FINISHED" """, "SUCCESS")]
    [InlineData(""" "resolution_status":"","resolution":"SUCCESS" """, "SUCCESS")]
    [InlineData(""" "resolution_status":null,"resolution":"SUCCESS" """, "SUCCESS")]
    public void Verdict_UnderTwoNames_IsTheWorse(string verdicts, string expected)
    {
        var payload = Payloads.Read($$"""{"folder_id":"f1","analyses":[{"analysis_id":"a1","state":"FINISHED",{{verdicts}}}]}""");

        Assert.Equal($"FINISHED {expected}", $"{payload.Records.Analyses[0].Latest.Status.State} {payload.Records.Analyses[0].Latest.Status.Resolution}");
    }

    [Fact]
    public void Time_IsReadAsUtc()
    {
        var payload = Payloads.Read("""{"folder_id":"f1","time_updated":"2025-01-01T03:00:04.5\u002B03"}""");

        Assert.Equal(new DateTimeOffset(2025, 1, 1, 0, 0, 4, 500, TimeSpan.Zero), payload.Records.TimeUpdated!.Value);
        Assert.Equal(TimeSpan.Zero, payload.Records.TimeUpdated.Value.Offset);
    }

    [Fact]
    public void Escapes_InAnyValue_AreRead()
    {
        var payload = Payloads.Read("""
            {"folder_id":"00000000-0000-4000-8000-00000000\u0046\u003001","operator_status":"a\/b","meta_data":{"\u006B\u00fc":"\u0076\"\u00fc"},
             "analyses":[{"analysis_id":"a\u0031","group_id":"\u0067","type":"\u0071uality","state":"\u0050AUSED","error_code":"e\u0021","confs":{"min\u005Fconfidence":0.5}}]}
            """, "kü");

        var analysis = payload.Records.Analyses[0];
        Assert.Equal("00000000-0000-4000-8000-00000000f001", payload.FolderId);
        Assert.Equal("a/b", payload.Records.Reported!.Value.OperatorStatus!.Text);
        Assert.Equal([new FolderMetadataEntry("kü", "v\"ü")], payload.Records.Metadata!.Value.Entries);
        Assert.Equal(("a1", "g", "QUALITY", "PAUSED", "e!"), (analysis.AnalysisId, analysis.GroupId, analysis.Type, analysis.Latest.Status.State!.Text, analysis.Latest.ErrorCode));
        Assert.Equal([new Confidence("min_confidence", 0.5)], analysis.Latest.Confidences);
    }

    [Fact]
    public void Id_ShapedLikeAUuid_IsLowerCased()
    {
        var payload = Payloads.Read("""{"folder_id":"00000000-0000-4000-8000-00000000F001","analyses":[{"analysis_id":"Not-A-Uuid"}]}""");

        Assert.Equal("00000000-0000-4000-8000-00000000f001", payload.FolderId);
        Assert.Equal("Not-A-Uuid", payload.Records.Analyses[0].AnalysisId);
    }

    [Fact]
    public void Analysis_NamedTwice_IsOneRecord()
    {
        var payload = Payloads.Read("""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"PROCESSING","time_updated":1},{"analysis_id":"b"},{"analysis_id":"a","state":"SUCCESS","time_updated":2}]}""");

        Assert.Equal(["a", "b"], payload.Records.Analyses.Select(static analysis => analysis.AnalysisId));
        Assert.Equal(Core.Statuses.Status.Success, payload.Records.Analyses[0].Result);
    }

    [Fact]
    public void Scores_OfSeveralMedia_AreTheWorstOfEach()
    {
        var payload = Payloads.Read("""
            {"folder_id":"f1","analyse_id":"a1","confs":{"confidence_spoofing":0.1,"name":0.5},
             "results_data":{"min_confidence":0.7,"max_confidence":0.9,"text_fields":[{"field_name":"NAME","mrz":"SECRET"}]},
             "results_media":[{"results_data":{"confidence_spoofing":0.8}},{"results_data":{"confidence_spoofing":0.2}},null,7,[[1],{"x":2}],{"results_data":null}]}
            """);

        Assert.Equal(
            [new Confidence("confidence_spoofing", 0.8), new Confidence("max_confidence", 0.9), new Confidence("min_confidence", 0.7)],
            payload.Records.Analyses[0].Latest.Confidences);
    }

    [Fact]
    public void DuplicateScores_AreTheMoreSuspicious()
    {
        var payload = Payloads.Read("""
            {"folder_id":"f1","analyse_id":"a1","confs":{"min_confidence":0.7,"max_confidence":0.8},"results_data":{"min_confidence":0.4,"max_confidence":0.9},
             "results_media":[{"results_data":{"min_confidence":0.6,"max_confidence":0.1}}]}
            """);

        Assert.Equal([new Confidence("max_confidence", 0.9), new Confidence("min_confidence", 0.4)], payload.Records.Analyses[0].Latest.Confidences);
    }

    [Fact]
    public void UnusedFields_AreSkipped()
    {
        var payload = Payloads.Read("""
            {"folder_id":"f1","meta_data":[{"k":"wrong"}],"analyses":[{"analysis_id":"a1","error_code":{"state":"FAILED"},"confs":[{"state":"FAILED"}],"results_data":["state","FAILED"],
             "results_media":{"state":"FAILED"},"state":"FINISHED","resolution_status":"SUCCESS"},{"analysis_id":"a2","results_media":[{"state":{"x":[1]},"results_data":{"confidence_replay":0.5}}]}],
             "time_updated":5}
            """, "k");

        Assert.Equal("FINISHED SUCCESS", $"{payload.Records.Analyses[0].Latest.Status.State} {payload.Records.Analyses[0].Latest.Status.Resolution}");
        Assert.Equal((null, null), (payload.Records.Analyses[0].Latest.ErrorCode, payload.Records.Metadata));
        Assert.Equal([new Confidence("confidence_replay", 0.5)], payload.Records.Analyses[1].Latest.Confidences);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(5), payload.Records.TimeUpdated!.Value);
    }

    [Fact]
    public void ResultOfTheFolder_IsTheOneOfTheObjectThatNamesIt()
    {
        var wrapped = Payloads.Read("""{"folder":{"folder_id":"f1","resolution_status":"FINISHED","system_resolution":"DECLINED"}}""");
        var bare = Payloads.Read("""{"folder_id":"f1","resolution_status":"FINISHED","system_resolution":"DECLINED"}""");
        var analysis = Payloads.Read("""{"folder_id":"f1","analyse_id":"a1","state":"FINISHED","resolution_status":"DECLINED"}""");

        Assert.Equal("FINISHED DECLINED", $"{wrapped.Records.Reported!.Value.ResolutionStatus} {wrapped.Records.Reported.Value.SystemResolution}");
        Assert.Equal("FINISHED DECLINED", $"{bare.Records.Reported!.Value.ResolutionStatus} {bare.Records.Reported.Value.SystemResolution}");
        Assert.Null(analysis.Records.Reported);
    }

    [Fact]
    public void Metadata_OfNamedKeysOnly_IsKept()
    {
        var payload = Payloads.Read("""{"folder_id":"f1","meta_data":{"name":"Jane","transaction_id":"t-1","n":12.50,"b":true,"o":{},"z":null}}""", "transaction_id", "n", "b", "o", "z");

        Assert.Equal(
            [new FolderMetadataEntry("b", "true"), new FolderMetadataEntry("n", "12.50"), new FolderMetadataEntry("transaction_id", "t-1")],
            payload.Records.Metadata!.Value.Entries);
    }

    [Fact]
    public void Metadata_LongerThanWeKeep_IsLeftOutWithAWarning()
    {
        var payload = Payloads.Read($$$"""{"folder_id":"f1","meta_data":{"k":"{{{new string('x', FolderMetadata.MaxValueLength + 1)}}}"}}""", "k");

        Assert.Equal([new FolderMetadataEntry("k", null)], payload.Records.Metadata!.Value.Entries);
        Assert.Contains("'k'", Assert.Single(FolderResult.Of(payload.Records).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void ByteOrderMark_BeforeTheBody_IsSkipped() => Assert.Equal("f1", Payloads.Read("\uFEFF{\"folder_id\":\"f1\"}").FolderId);

    [Fact]
    public void Time_UpToADayAhead_IsTakenAndALaterOneRefused()
    {
        var day = (long)(Payloads.Now.AddDays(1) - DateTimeOffset.UnixEpoch).TotalSeconds;

        Assert.Equal(Payloads.Now.AddDays(1), Payloads.Read($$"""{"folder_id":"f1","time_updated":{{day}}}""").Records.TimeUpdated!.Value);
        Assert.Equal("time_updated", Assert.Throws<PayloadException>(() => Payloads.Read($$"""{"folder_id":"f1","time_updated":{{day}}.000001}""")).Field);
    }
}
