using System.Diagnostics;
using System.Net;
using System.Text;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>A server that is stopped while it follows up changes finishes what it can and leaves the rest to another server.</summary>
[StartsProcesses]
public sealed class FollowUpStopTests(AzuriteFixture shared)
{
    private const int Folders = 4;

    private static readonly TimeSpan Promised = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StoppingServer_FinishesFollowUpsAndLeavesHangingOnesToAnother()
    {
        await using var azurite = await shared.StartOwnAsync();
        await using var bank = await Sink.StartAsync();
        await using var stuck = await Sink.StartAsync();
        bank.Answer = static (context, _) => Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, context.RequestAborted);
        stuck.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        var settings = ServerSettings.WithEndpoint(ServerSettings.Production(azurite.ConnectionString), "bank", bank.Url, "folder.resolution_changed");
        settings = ServerSettings.WithEndpoint(settings, "stuck", stuck.Url, "folder.resolution_changed");
        await using var first = await ServerProcess.StartAsync(settings);
        await PostAsync(first);
        await Poll.UntilAsync(() => bank.All.Count + stuck.All.Count >= 2 * Folders);

        var stopping = Stopwatch.StartNew();
        Assert.Equal(0, await first.StopAsync());

        Assert.InRange(stopping.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal(Folders, bank.Taken.Count);
        stuck.Always(200);
        await using var second = await ServerProcess.StartAsync(settings);
        await Poll.UntilAsync(() => stuck.Taken.Select(static received => received.Id).Distinct().Count() >= Folders, Promised);
        Assert.Equal(Folders, bank.Taken.Select(static received => received.Id).Distinct().Count());
    }

    private static async Task PostAsync(ServerProcess server) =>
        await Parallel.ForAsync(0, Folders, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, _) =>
        {
            var body = $$"""{"folder_id":"f{{i}}","analyses":[{"analysis_id":"a","state":"FINISHED","resolution_status":"DECLINED"}]}""";
            Assert.Equal(HttpStatusCode.OK, await server.PostUntilTakenAsync(() => new StringContent(body, Encoding.UTF8, "application/json")));
        });
}
