using System.Text;
using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

public sealed class FolderNotificationTests
{
    private const string Before = """
        {"folder_id":"f1","time_updated":1735689600,"analyses":[{"analysis_id":"a1","group_id":"g1","type":"biometry","state":"PROCESSING","time_updated":1735689600}]}
        """;

    private const string After = """
        {"folder_id":"f1","time_updated":1735689605,"resolution_status":"FAILED","system_resolution":"FAILED",
         "meta_data":{"transaction_id":"t-1","name":"Jane Doe"},
         "analyses":[
           {"analysis_id":"a1","group_id":"g1","type":"biometry","state":"FAILED","time_updated":1735689604,"error_code":7},
           {"analysis_id":"a2","group_id":"g1","type":"quality","state":"FINISHED","resolution_status":"DECLINED","time_updated":1735689603.5,
            "results_data":{"confidence_spoofing":0.9,"min_confidence":0.1,"text_fields":["Jane Doe"]},"source_media":[{"video_url":"https://oz/secret.mp4"}]}]}
        """;

    [Fact]
    public void Data_ContainsTheDocumentedMembersAndNoPersonalData()
    {
        var json = Write(Before, After);

        Assert.Equal(
            """
            {"folderId":"f1","firstSeenAt":"2026-11-01T12:00:00Z","version":2,"cause":"webhook",
            "previous":{"resolutionStatus":"PROCESSING","systemResolution":"PROCESSING","worstResolution":"PROCESSING"},
            "current":{"resolutionStatus":"FAILED","systemResolution":"FAILED","worstResolution":"FAILED"},
            "reported":{"resolutionStatus":"FAILED","systemResolution":"FAILED","operatorStatus":null},"drift":false,"heldBack":null,"unknownStatuses":[],"runningSince":null,
            "metadata":{"transaction_id":"t-1"},"changedGroups":["g1"],
            "groups":[{"groupId":"g1","result":"FAILED","finishedAt":"2025-01-01T00:00:04Z","analyses":[
            {"analysisId":"a1","type":"BIOMETRY","state":"FAILED","resolutionStatus":"FAILED","result":"FAILED","timeUpdated":"2025-01-01T00:00:04Z","errorCode":"7"},
            {"analysisId":"a2","type":"QUALITY","state":"FINISHED","resolutionStatus":"DECLINED","result":"DECLINED","timeUpdated":"2025-01-01T00:00:03.5Z","errorCode":null}]}]}
            """.ReplaceLineEndings(""),
            json);
    }

    [Fact]
    public void Scores_AreIncludedOnlyIfConfigured()
    {
        var json = JsonNode.Parse(Write(Before, After, "confidence_spoofing"))!;

        Assert.Equal("""{"confidence_spoofing":0.9}""", json["groups"]![0]!["analyses"]![1]!["scores"]!.ToJsonString());
    }

    [Fact]
    public void NewFolder_HasNoPreviousStatuses_AndSaysSo() => Assert.Contains("\"previous\":null,", Write(null, Before), StringComparison.Ordinal);

    [Fact]
    public void LargeFolder_LeavesItsAnalysesOutAndSaysSo()
    {
        var many = PayloadJson.Folder(Enumerable.Range(0, 4_500).Select(static i => PayloadJson.Analysis($"analysis-{i:D5}", "FINISHED", "SUCCESS", updated: i, group: $"g{i % 3}")));

        var json = Write(null, many.ToJsonString());

        Assert.InRange(json.Length, 1, FolderNotification.MaxBytes);
        Assert.Equal("analyses", (string?)JsonNode.Parse(json)!["omitted"]);
        Assert.Equal(3, JsonNode.Parse(json)!["groups"]!.AsArray().Count);
    }

    [Fact]
    public void FolderOfVeryManyGroups_LeavesThemOutAndSaysSo()
    {
        var many = PayloadJson.Folder(Enumerable.Range(0, 4_500).Select(static i => PayloadJson.Analysis($"a{i}", "FINISHED", "SUCCESS", group: $"{new string('g', 100)}{i}")));

        var json = JsonNode.Parse(Write(null, many.ToJsonString()))!;

        Assert.Equal("groups", (string?)json["omitted"]);
        Assert.Null(json["groups"]);
        Assert.Equal("SUCCESS", (string?)json["current"]!["systemResolution"]);
    }

    [Fact]
    public void Body_OfAReplay_NamesTheOriginal()
    {
        var data = new NotificationData(Payloads.Now, Encoding.UTF8.GetBytes("""{"folderId":"f1"}"""));
        var delivery = new Delivery { Folder = "f1", Key = new DeliveryKey(1, NotificationTypes.FolderResolutionChanged, "bank"), At = Payloads.Now };

        Assert.Equal(
            """{"type":"folder.resolution_changed","timestamp":"2026-11-01T12:00:00Z","data":{"folderId":"f1"}}""",
            Encoding.UTF8.GetString(NotificationBody.Of(delivery, data)));
        Assert.Equal(
            $$$"""{"type":"folder.resolution_changed","timestamp":"2026-11-01T12:00:00Z","data":{"replayOf":"{{{delivery.WebhookId}}}","folderId":"f1"}}""",
            Encoding.UTF8.GetString(NotificationBody.Of(delivery with { Replays = 2 }, data)));
        Assert.Equal($"{delivery.WebhookId}_r2", (delivery with { Replays = 2 }).WebhookId);
    }

    private static string Write(string? before, string after, params string[] scores)
    {
        var told = Payloads.Read(after, "transaction_id");
        var known = before is null ? null : Payloads.FolderOf(JsonNode.Parse(before)!);
        var change = Folder.Apply(known, told.FolderId, told.Records, ChangeCause.Webhook, Payloads.Now)!;
        return Encoding.UTF8.GetString(FolderNotification.Of(change, scores.ToHashSet()).Json.Span);
    }
}
