using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.OpenApi;

/// <summary>Bodies that are really sent are as the served schemas describe them, in both formats.</summary>
public sealed class NotificationContractTests(AzuriteFixture azurite, ContractFixture contract) : IClassFixture<ContractFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Bodies_OfFolders_AreAsDescribed_AndHaveEveryMemberThatIs()
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
    public void Body_ThatIsNotAsDescribed_IsNoticed(string member, string value)
    {
        var schema = new NotificationContract(contract.Read($"schemas/{NotificationTypes.FolderResolutionChanged}.json"));
        var body = schema.Served["examples"]![0]!.DeepClone();
        Assert.Null(schema.Check(Bytes(body)));

        body[member] = JsonNode.Parse(value);

        Assert.NotNull(schema.Check(Bytes(body)));
    }

    [Fact]
    public async Task Server_SendsBodiesAsTheSchemasItServesDescribe()
    {
        await using var bank = await Sink.StartAsync();
        await using var audit = await Sink.StartAsync();
        var settings = ServerProcess.WithEndpoint(ServerProcess.Production(azurite.NewAccount()), "bank", bank.Url, "*");
        ServerProcess.WithEndpoint(settings, "audit", ("Url", $"{audit.Url}"), ("Secrets__0", Endpoints.Secret), ("Format", "CloudEvents"), ("Events__0", "*"));
        await using var server = await ServerProcess.StartAsync(settings);

        using var posted = await server.PostAsync(new StringContent(Payload("DECLINED", 1)));
        await server.AdminAsync(HttpMethod.Post, "endpoints/bank/test");
        await server.AdminAsync(HttpMethod.Post, "endpoints/audit/test");
        await WaitAsync(() => bank.All.Count >= 3);
        await server.RunAsync("deliveries/replay?folder=f1&state=delivered");
        bank.Always(410);
        using var again = await server.PostAsync(new StringContent(Payload("SUCCESS", 2)));
        await WaitAsync(() => audit.All.Any(static received => received.Type == NotificationTypes.EndpointDisabled));

        var schemas = new Dictionary<string, NotificationContract>();
        foreach (var received in bank.All.Concat(audit.All))
        {
            if (!schemas.TryGetValue(received.Type, out var schema))
            {
                schemas[received.Type] = schema = new NotificationContract(JsonNode.Parse(await server.Client.GetStringAsync($"schemas/{received.Type}.json", Token))!.AsObject());
            }

            Assert.Null(schema.Check(received.Body));
        }

        Assert.Equal(
            [NotificationTypes.EndpointDisabled, NotificationTypes.EndpointTest, NotificationTypes.FolderResolutionChanged, NotificationTypes.GroupResolutionChanged],
            schemas.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(bank.All, static received => received.Data["replayOf"] is not null);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await server.Client.GetAsync("schemas/folder.json", Token)).StatusCode);
    }

    private static async Task WaitAsync(Func<bool> isReached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isReached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private static string Payload(string resolution, int time) =>
        $$"""{"folder_id":"f1","meta_data":{"transaction_id":"t-1"},"analyses":[{"analysis_id":"a","group_id":"g","state":"FINISHED","time_updated":{{time}},"resolution_status":"{{resolution}}"}]}""";

    // A new folder, one that changes, and one of everything: an unknown word, a long metadata value, an error, scores, and a group without an id.
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
