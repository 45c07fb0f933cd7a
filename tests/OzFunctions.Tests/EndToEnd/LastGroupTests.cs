using System.Text.Json.Nodes;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>
/// The biometry of the first request needs an operator, the liveness check of the second request is declined, and then the operator passes the biometry.
/// The last state alone does not show which request finished last.
/// </summary>
[StartsProcesses]
public sealed class LastGroupTests(AzuriteFixture azurite)
{
    private const string Told = "told-by-webhooks";
    private const string Untold = "told-by-nobody";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GroupsFinishBy.FirstFinish, "DECLINED", "DECLINED")]

    // With all webhooks, our order of the groups differs from Oz's, and the worse result counts.
    [InlineData(GroupsFinishBy.LastUpdate, "DECLINED", "SUCCESS")]
    public async Task LateOperatorDecision_FoundInAnyWay_GivesTheResultOfOzsGroupOrder(GroupsFinishBy order, string told, string untold)
    {
        await using var oz = await SimulatedOz.StartAsync();
        oz.GroupsFinishBy = order;
        var began = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        var webhooks = Live(oz, Told, began);
        Live(oz, Untold, began);

        await using (var server = await StartAsync(oz))
        {
            foreach (var webhook in webhooks)
            {
                await server.PostAsync(new StringContent(webhook.ToJsonString()));
            }

            Assert.Equal(told, (string?)(await FolderAsync(server, Told))["systemResolution"]);
            await server.RunAsync("reconcile");

            var folder = await FolderAsync(server, Told);
            Assert.Equal((told, told != untold), ((string?)folder["systemResolution"], (bool)folder["drift"]!));
            Assert.Equal("DECLINED", (string?)folder["worstResolution"]);
            Assert.Equal(untold, (string?)(await FolderAsync(server, Untold))["systemResolution"]);
        }

        await using var anew = await StartAsync(oz);
        await anew.RunAsync("reconcile");
        Assert.Equal(untold, (string?)(await FolderAsync(anew, Told))["systemResolution"]);
    }

    private static List<JsonObject> Live(SimulatedOz oz, string id, DateTimeOffset began)
    {
        var (biometry, liveness) = ($"{id}-biometry", $"{id}-liveness");
        var folder = new SimulatedFolder(oz, id, began);
        return
        [
            folder.AddGroup(began.AddSeconds(1), $"{id}-1", (biometry, "BIOMETRY")),
            folder.Finish(began.AddSeconds(10), (biometry, "OPERATOR_REQUIRED")),
            folder.AddGroup(began.AddSeconds(20), $"{id}-2", (liveness, "QUALITY")),
            folder.Finish(began.AddSeconds(50), (liveness, "DECLINED")),
            folder.Finish(began.AddSeconds(100), (biometry, "SUCCESS")),
        ];
    }

    private static async Task<JsonNode> FolderAsync(ServerProcess server, string id) => JsonNode.Parse(await server.Client.GetStringAsync($"folders/{id}", Token))!;

    private Task<ServerProcess> StartAsync(SimulatedOz oz)
    {
        var settings = ServerSettings.Production(azurite.NewAccount());
        ServerSettings.WithOz(settings, oz);
        settings["Reconciliation__Schedule"] = ServerSettings.Never;
        return ServerProcess.StartAsync(settings);
    }
}
