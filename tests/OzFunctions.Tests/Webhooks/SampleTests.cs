using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Webhooks;

/// <summary>Every sample document: those that contain a folder are parsed; all others are rejected with the missing field.</summary>
public sealed class SampleTests
{
    private const string Folder = "00000000-0000-4000-8000-00000000f001";

    public static TheoryData<string, int, bool> Readable => new()
    {
        { "analyses_create_response.json", 2, true },
        { "folder_analyses_list.json", 2, true },
        { "folder_failed.json", 2, true },
        { "folder_finished_declined.json", 2, true },
        { "folder_finished_operator_required.json", 2, true },
        { "folder_finished_success.json", 2, true },
        { "folder_initial.json", 0, true },
        { "folder_processing.json", 2, true },
        { "folder_two_groups_flip.json", 2, true },
        { "hypothesis_webhook_body_analyses_array.json", 2, true },
        { "hypothesis_webhook_body_folder_only.json", 0, false },
        { "hypothesis_webhook_body_folder_with_analyses.json", 2, true },
        { "hypothesis_webhook_body_unknown_verdict.json", 2, true },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "analyses_create_request.json", "analyses[0].analysis_id" },
        { "auth_refresh_request.json", "folder_id" },
        { "auth_request.json", "folder_id" },
        { "auth_response.json", "folder_id" },
        { "collection_analysis.json", "folder_id" },
        { "documents_analysis.json", "folder_id" },
        { "error_auth_expired.json", "folder_id" },
        { "error_invalid_value_details.json", "folder_id" },
        { "error_not_exist.json", "folder_id" },
        { "error_unknown.json", "folder_id" },
        { "folder_create_payload_part.json", "folder_id" },
        { "folders_list_total_omit.json", "folder_id" },
        { "folders_list_with_analyses.json", "folder_id" },
        { "literal_analyses_list_liveness.json", "folder_id" },
        { "literal_analyses_list_liveness_old_key.json", "folder_id" },
        { "literal_analysis_get_biometry.json", "folder_id" },
        { "literal_folders_list_biometry.json", "folder_id" },
        { "literal_folders_list_liveness.json", "folder_id" },
        { "literal_pre5_liveness_confidences.json", "folder_id" },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void Sample_WithAFolder_IsRead(string name, int analyses, bool hasAnalyses)
    {
        var payload = OzPayloadReader.Read(Payloads.Sample(name), [], Payloads.Now);

        Assert.Equal(Folder, payload.FolderId);
        Assert.Equal(analyses, payload.Records.Analyses.Count);
        Assert.Equal(hasAnalyses, payload.HasAnalyses);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Sample_WithoutAFolder_IsRejectedByField(string name, string field)
    {
        var refusal = Assert.Throws<PayloadException>(() => OzPayloadReader.Read(Payloads.Sample(name), [], Payloads.Now));

        Assert.Equal(PayloadError.NotOzPayload, refusal.Error);
        Assert.Equal(field, refusal.Field);
    }

    [Fact]
    public void Samples_AllOfThem_AreCases()
    {
        var cases = Readable.Select(static row => row.Data.Item1).Concat(Refused.Select(static row => row.Data.Item1));

        Assert.Equal(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Samples")).Select(Path.GetFileName).Order(), cases.Order());
    }
}
