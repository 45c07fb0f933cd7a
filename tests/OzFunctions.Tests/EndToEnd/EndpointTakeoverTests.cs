using System.Net;
using System.Text;
using OzFunctions.Core.Endpoints;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>A server is killed while it probes a failing endpoint, or releases the waiting deliveries; another server continues.</summary>
[StartsProcesses]
public sealed class EndpointTakeoverTests(AzuriteFixture shared)
{
    private const int Folders = 160;

    private static readonly TimeSpan Promised = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private int _underWay;
    private int _mostUnderWay;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ProbingAndReleasingServers_Killed_AreReplacedByExactlyOneWithinAMinute()
    {
        await using var azurite = await shared.StartOwnAsync();
        await using var bank = await Sink.StartAsync();
        bank.Always(503);
        var settings = ServerSettings.WithEndpoint(ServerSettings.Production(azurite.ConnectionString), "bank", bank.Url, "folder.resolution_changed");
        await using var first = await ServerProcess.StartAsync(settings);
        await PostAsync(first);
        await first.WaitForAsync("stats", static stats => (int)stats["deliveries"]![0]!["waiting"]!["count"]! == Folders);

        var probed = new TaskCompletionSource();
        bank.Answer = async (context, _) =>
        {
            probed.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };

        // Started before the probe, which may end before a server has started on a busy machine.
        await using var second = await ServerProcess.StartAsync(settings);
        await Signal.SendAsync("STOP", second.ProcessId);
        await first.RunAsync("deliveries/replay?endpoint=bank");
        await probed.Task.WaitAsync(Promised, Token);
        await first.KillAsync();
        bank.Answer = (context, _) => TakeSlowlyAsync(context.RequestAborted);
        await Signal.SendAsync("CONT", second.ProcessId);
        await Poll.UntilAsync(() => bank.Taken.Count > EndpointCapacity.Default, Promised);

        await second.KillAsync();
        var before = bank.Taken.Count;
        Assert.InRange(before, 1, Folders - (2 * EndpointCapacity.Default));
        await using var third = await ServerProcess.StartAsync(settings);
        await Poll.UntilAsync(() => bank.Taken.Count > before + EndpointCapacity.Default, Promised);

        await third.WaitForAsync("deliveries", static page => page["items"]!.AsArray().Count == 0);
        Assert.Equal(Folders, bank.Taken.Select(static received => received.Id).Distinct().Count());
        Assert.InRange(_mostUnderWay, 1, EndpointCapacity.Default);
        Assert.Equal("healthy", (string?)(await third.AdminAsync(HttpMethod.Get, "endpoints")).Json["items"]![0]!["state"]);
    }

    // Slow enough that the release is in progress when its server is killed.
    private async Task TakeSlowlyAsync(CancellationToken aborted)
    {
        lock (_lock)
        {
            _mostUnderWay = Math.Max(_mostUnderWay, ++_underWay);
        }

        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            _underWay--;
        }
    }

    private static async Task PostAsync(ServerProcess server) =>
        await Parallel.ForAsync(0, Folders, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, _) =>
        {
            var body = $$"""{"folder_id":"f{{i}}","analyses":[{"analysis_id":"a","state":"FINISHED","resolution_status":"DECLINED"}]}""";
            Assert.Equal(HttpStatusCode.OK, await server.PostUntilTakenAsync(() => new StringContent(body, Encoding.UTF8, "application/json")));
        });
}
