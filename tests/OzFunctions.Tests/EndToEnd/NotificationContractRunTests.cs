using System.Net;
using System.Text.Json.Nodes;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.OpenApi;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Sent notifications match the served schemas, in both formats.</summary>
[StartsProcesses]
public sealed class NotificationContractRunTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_SendsBodiesAsTheSchemasItServesDescribe()
    {
        await using var bank = await Sink.StartAsync();
        await using var audit = await Sink.StartAsync();
        var settings = ServerSettings.WithEndpoint(ServerSettings.Production(azurite.NewAccount()), "bank", bank.Url, "*");
        ServerSettings.WithEndpoint(settings, "audit", ("Url", $"{audit.Url}"), ("Secrets__0", Endpoints.Secret), ("Format", "CloudEvents"), ("Events__0", "*"));
        await using var server = await ServerProcess.StartAsync(settings);

        using var posted = await server.PostAsync(new StringContent(Payload("DECLINED", 1)));
        await server.AdminAsync(HttpMethod.Post, "endpoints/bank/test");
        await server.AdminAsync(HttpMethod.Post, "endpoints/audit/test");
        await server.WaitForAsync("folders/f1/history", static history => history["items"]![0]!["deliveries"]!.AsArray().All(static delivery => (string?)delivery!["state"] == "delivered"));
        await server.RunAsync("deliveries/replay?folder=f1&state=delivered");
        await Poll.UntilAsync(() => bank.All.Any(IsReplay));
        bank.Always(410);
        using var again = await server.PostAsync(new StringContent(Payload("SUCCESS", 2)));
        await Poll.UntilAsync(() => audit.All.Any(static received => received.Type == NotificationTypes.EndpointDisabled));

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
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("schemas/folder.json", Token)).StatusCode);
    }

    private static bool IsReplay(Received received) => received.Data["replayOf"] is not null;

    private static string Payload(string resolution, int time) =>
        $$"""{"folder_id":"f1","meta_data":{"transaction_id":"t-1"},"analyses":[{"analysis_id":"a","group_id":"g","state":"FINISHED","time_updated":{{time}},"resolution_status":"{{resolution}}"}]}""";
}
