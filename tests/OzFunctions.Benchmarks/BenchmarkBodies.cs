using System.Globalization;
using System.Text;

namespace OzFunctions.Benchmarks;

/// <summary>Bodies of the shape and size that Oz's documents show: most of a body is media that nobody keeps.</summary>
internal static class BenchmarkBodies
{
    public static byte[] Folder(string folderId, int analyses, string state, double updated)
    {
        var items = Enumerable.Range(0, analyses).Select(i => Analysis(folderId, i, state, updated));
        return Encoding.UTF8.GetBytes(
            $$"""
            {
              "company_id": "00000000-0000-4000-8000-00000000c001",
              "time_created": 1.0,
              "folder_id": "{{folderId}}",
              "resolution_status": "{{state}}",
              "system_resolution": "SUCCESS",
              "operator_status": null,
              "meta_data": { "transaction_id": "txn-{{folderId}}" },
              "technical_meta_data": {},
              "time_updated": {{updated.ToString(CultureInfo.InvariantCulture)}},
              "media": [{{Media}}, {{Media}}],
              "analyses": [{{string.Join(",\n", items)}}]
            }
            """);
    }

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

    private static string Analysis(string folderId, int index, string state, double updated) =>
        $$"""
        {
          "analyse_id": "00000000-0000-4000-8000-{{index:D12}}",
          "analysis_id": "00000000-0000-4000-8000-{{index:D12}}",
          "folder_id": "{{folderId}}",
          "type": "QUALITY",
          "state": "{{state}}",
          "group_id": "00000000-0000-4000-8000-000000009001",
          "results_data": null,
          "confs": { "confidence_spoofing": 0.0123 },
          "error_message": null,
          "error_code": null,
          "time_created": 1.0,
          "time_updated": {{updated.ToString(CultureInfo.InvariantCulture)}},
          "source_media": [{{Media}}, {{Media}}],
          "results_media": [{ "media_association_id": "e001", "results_data": { "confidence_spoofing": 0.0123 }, "source_media": { "media_id": "e001" } }],
          "resolution_status": "SUCCESS"
        }
        """;
}
