using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.OpenApi;

/// <summary>Sent bodies match the served schemas, in both formats.</summary>
public sealed class NotificationContractTests(ContractFixture contract) : IClassFixture<ContractFixture>
{
    [Fact]
    public void FolderBodies_MatchTheSchema_AndHaveEveryDescribedMember()
    {
        var schema = new NotificationContract(contract.Read($"schemas/{NotificationTypes.FolderResolutionChanged}.json"));
        foreach (var data in Changes().SelectMany(static data => new[] { data, ReducedData.Of(data)!, ReducedData.Of(ReducedData.Of(data)!)! }))
        {
            var delivery = new Delivery { Folder = "f1", FolderFirstSeenAt = Payloads.Now, Key = new DeliveryKey(1, NotificationTypes.FolderResolutionChanged, "bank"), At = Payloads.Now };
            foreach (var sent in (Delivery[])[delivery, delivery with { Replays = 1 }])
            {
                Assert.Null(schema.Check(NotificationBody.Of(sent, data)));
                Assert.Null(schema.Check(CloudEvent.Of(sent, data)));
            }
        }

        Assert.Empty(schema.Unseen);
    }

    [Theory]
    [InlineData("type", "\"folder.overdue\"")]
    [InlineData("timestamp", "1767225600")]
    [InlineData("timestamp", "\"yesterday\"")]
    [InlineData("data", "{}")]
    [InlineData("more", "1")]
    [InlineData("specversion", "\"1.0\"")]
    public void InvalidBody_IsDetected(string member, string value)
    {
        var schema = new NotificationContract(contract.Read($"schemas/{NotificationTypes.FolderResolutionChanged}.json"));
        var body = schema.Served["examples"]![0]!.DeepClone();
        Assert.Null(schema.Check(Bytes(body)));

        body[member] = JsonNode.Parse(value);

        Assert.NotNull(schema.Check(Bytes(body)));
    }

    // A new folder, a changed folder, and one with everything: an unknown word, a long metadata value, an error, scores, and a group without an id.
    private static IEnumerable<NotificationData> Changes()
    {
        var running = Payloads.Read("""{"folder_id":"f1","analyses":[{"analysis_id":"a1","group_id":"g1","type":"quality","state":"PROCESSING","time_updated":1735689600}]}""");
        var first = Folder.Apply(null, running.FolderId, running.Records, ChangeCause.Webhook, Payloads.Now)!;
        yield return FolderNotification.Of(first, new HashSet<string>());

        var ended = Payloads.Read(
            $$"""
            {"folder_id":"f1","time_updated":1735689605,"resolution_status":"NEVER_HEARD_OF","system_resolution":"SUCCESS","operator_status":"SUCCESS","meta_data":{"transaction_id":"t-1","note":"{{new string('x', 2000)}}"},
             "analyses":[
               {"analysis_id":"a1","group_id":"g1","type":"quality","state":"FAILED","error_code":7,"time_updated":1735689604},
               {"analysis_id":"a2","state":"FINISHED","resolution_status":"MAYBE","results_data":{"confidence_spoofing":0.9} }]}
            """,
            "transaction_id",
            "note");
        yield return FolderNotification.Of(Folder.Apply(first.Current, ended.FolderId, ended.Records, ChangeCause.Reconciliation, Payloads.Now.AddTicks(1))!, new HashSet<string> { "confidence_spoofing" });
    }

    private static byte[] Bytes(JsonNode json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
}
