using System.Net;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

[StartsProcesses]
public sealed class ConcurrencyTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task TwoServers_WithTheSameFoldersPostedToBothAtOnce_EndAsTheOracleSays()
    {
        var token = TestContext.Current.CancellationToken;
        var account = azurite.NewAccount();
        await using var one = await ServerProcess.StartAsync(ServerSettings.Production(account));
        await using var two = await ServerProcess.StartAsync(ServerSettings.Production(account));
        var webhooks = new RandomWebhooks(seed: 1, folders: 50, webhooks: 2_000, prefix: "two-servers");

        var statuses = new List<HttpStatusCode>();
        await Parallel.ForEachAsync(webhooks.Bodies.Index(), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = token }, async (item, _) =>
        {
            var status = await (item.Index % 2 == 0 ? one : two).PostUntilTakenAsync(() => new StringContent(item.Item));
            lock (statuses)
            {
                statuses.Add(status);
            }
        });

        Assert.Equal(2_000, statuses.Count);
        Assert.All(statuses, static status => Assert.Equal(HttpStatusCode.OK, status));
        await webhooks.AssertStoredAsync(one.Client, token);
    }
}
