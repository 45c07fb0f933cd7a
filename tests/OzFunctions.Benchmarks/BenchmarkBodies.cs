using System.Globalization;
using System.Text;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Benchmarks;

/// <summary>Webhook bodies of the shape and size shown in Oz's documentation. Most of a body is media that is not stored.</summary>
internal static class BenchmarkBodies
{
    /// <summary>Writes a folder with analyses that all have the given state and passed.</summary>
    public static byte[] Folder(string folderId, int analyses, string state, double updated) =>
        Folder(folderId, [.. Enumerable.Range(0, analyses).Select(i => new OracleCopy(AnalysisId(i), Group, "QUALITY", state, "SUCCESS", At(1), At(updated)))], state, "SUCCESS");

    /// <summary>Returns the id of an analysis of such a folder.</summary>
    public static string AnalysisId(int index) => $"00000000-0000-4000-8000-{index:D12}";

    /// <summary>Writes a folder with the given copies of its analyses.</summary>
    public static byte[] Folder(string folderId, IReadOnlyList<OracleCopy> copies, string resolution, string system) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {
              "company_id": "00000000-0000-4000-8000-00000000c001",
              "time_created": {{Seconds(copies.Min(static copy => copy.TimeCreated))}},
              "folder_id": "{{folderId}}",
              "resolution_status": "{{resolution}}",
              "system_resolution": "{{system}}",
              "operator_status": null,
              "meta_data": { "transaction_id": "txn-{{folderId}}" },
              "technical_meta_data": {},
              "time_updated": {{Seconds(copies.Max(static copy => copy.TimeUpdated))}},
              "media": [{{Media}}, {{Media}}],
              "analyses": [{{string.Join(",\n", copies.Select(copy => Analysis(folderId, copy)))}}]
            }
            """);

    private const string Group = "00000000-0000-4000-8000-000000009001";

    private const string Media =
        """
        {
          "company_id": "00000000-0000-4000-8000-00000000c001",
          "folder_time_created": 1.0,
          "original_name": "video1.mp4",
          "original_url": null,
          "media_id": "00000000-0000-4000-8000-00000000e001",
          "media_type": "VIDEO_FOLDER",
          "tags": ["video_selfie", "video_selfie_blank", "orientation_portrait"],
          "info": {},
          "time_created": 1.1,
          "meta_data": {},
          "additional_info": null,
          "preview_url": null,
          "video_url": null
        }
        """;

    private static string Analysis(string folderId, OracleCopy copy) =>
        $$"""
        {
          "analyse_id": "{{copy.AnalysisId}}",
          "analysis_id": "{{copy.AnalysisId}}",
          "folder_id": "{{folderId}}",
          "type": "{{copy.Type}}",
          "state": "{{copy.State}}",
          "group_id": "{{copy.GroupId}}",
          "results_data": null,
          "confs": { "confidence_spoofing": 0.0123 },
          "error_message": null,
          "error_code": null,
          "time_created": {{Seconds(copy.TimeCreated)}},
          "time_updated": {{Seconds(copy.TimeUpdated)}},
          "source_media": [{{Media}}, {{Media}}],
          "results_media": [{ "media_association_id": "e001", "results_data": { "confidence_spoofing": 0.0123 }, "source_media": { "media_id": "e001" } }],
          "resolution_status": "{{copy.ResolutionStatus}}"
        }
        """;

    private static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static string Seconds(DateTimeOffset? time) => (time!.Value - DateTimeOffset.UnixEpoch).TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
}
