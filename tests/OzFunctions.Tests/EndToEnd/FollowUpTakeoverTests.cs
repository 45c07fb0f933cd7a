using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Servers that end while they follow changes up: killed, another one does what is left; told to stop, they finish it, or leave it to another.</summary>
public sealed class FollowUpTakeoverTests(AzuriteFixture shared)
{
    private const int Folders = 40;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(40);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ServerThatIsKilledWithFollowUpsUnderWay_HasThemDoneByAnotherWithinFortySeconds()
    {
        await using var azurite = await shared.StartOwnAsync();
        await using var bank = await Sink.StartAsync();
        HangFirst(bank, Folders / 2);
        var settings = ServerProcess.WithEndpoint(ServerProcess.Production(azurite.ConnectionString), "bank", bank.Url, "folder.resolution_changed");
        await using var first = await ServerProcess.StartAsync(settings);
        await PostAsync(first);

        await first.KillAsync();
        var killed = Stopwatch.StartNew();
        Assert.InRange(bank.Taken.Count, 0, Folders - 1);
        bank.Always(200);
        await using var second = await ServerProcess.StartAsync(settings);
        await UntilAllAreToldAsync(bank, killed);

        var listed = await second.AdminAsync(HttpMethod.Get, "folders?limit=100");
        Assert.Equal(Folders, listed.Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task ServerThatIsToldToStop_TellsWhatIsUnderWayAndLeavesWhatHangsToAnother()
    {
        await using var azurite = await shared.StartOwnAsync();
        await using var bank = await Sink.StartAsync();
        await using var stuck = await Sink.StartAsync();
        bank.Answer = static (context, _) => Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, context.RequestAborted);
        HangFirst(stuck, int.MaxValue);
        var settings = ServerProcess.WithEndpoint(ServerProcess.Production(azurite.ConnectionString), "bank", bank.Url, "folder.resolution_changed");
        settings = ServerProcess.WithEndpoint(settings, "stuck", stuck.Url, "folder.resolution_changed");
        await using var first = await ServerProcess.StartAsync(settings);
        await PostAsync(first, folders: 4);

        var stopping = Stopwatch.StartNew();
        Assert.Equal(0, await first.StopAsync());

        Assert.InRange(stopping.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal(4, bank.Taken.Count);
        stuck.Always(200);
        await using var second = await ServerProcess.StartAsync(settings);
        await UntilAllAreToldAsync(stuck, stopping, folders: 4);
        Assert.Equal(4, bank.Taken.Select(static received => received.Id).Distinct().Count());
    }

    // Those that come later are told at once.
    private static void HangFirst(Sink bank, int count)
    {
        var taken = 0;
        bank.Answer = async (context, _) =>
        {
            if (Interlocked.Increment(ref taken) <= count)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }
        };
    }

    private static async Task PostAsync(ServerProcess server, int folders = Folders) =>
        await Parallel.ForAsync(0, folders, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, _) =>
        {
            var body = $$"""{"folder_id":"f{{i}}","analyses":[{"analysis_id":"a","state":"FINISHED","resolution_status":"DECLINED"}]}""";
            Assert.Equal(HttpStatusCode.OK, await server.PostUntilTakenAsync(() => new StringContent(body, Encoding.UTF8, "application/json")));
        });

    private static async Task UntilAllAreToldAsync(Sink bank, Stopwatch since, int folders = Folders)
    {
        while (bank.Taken.Select(static received => received.Id).Distinct().Count() < folders)
        {
            Assert.True(since.Elapsed < Promised, $"{bank.Taken.Count} of {folders} were told within {Promised}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        }
    }
}
