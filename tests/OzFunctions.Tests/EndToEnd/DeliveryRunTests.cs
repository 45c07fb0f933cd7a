using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;
using OzFunctions.Tests.Verifiers;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Whole runs: real servers with their own real storage, endpoints that fail, and processes that are killed.</summary>
[StartsProcesses]
public sealed class DeliveryRunTests(AzuriteFixture shared)
{
    private const string Type = "folder.resolution_changed";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Longer than the time between the fourth and the fifth probe of an endpoint that is down, in case it is up just after one.
    private static readonly TimeSpan NextProbe = TimeSpan.FromMinutes(8);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, 0)]
    [InlineData(1_000, 2)]
    public async Task Folders_WithOneEndpointDownAndOneFailingAtRandom_AreAllNotified(int folders, int kills)
    {
        await using var azurite = await shared.StartOwnAsync();
        await using var steady = await Sink.StartAsync();
        await using var shaky = await Sink.StartAsync();
        var random = new Random(7);
        shaky.Answer = (context, _) =>
        {
            lock (random)
            {
                context.Response.StatusCode = random.Next(10) == 0 ? 503 : 204;
            }

            return Task.CompletedTask;
        };

        var down = FreePort.Find();
        var settings = Settings(azurite, ("steady", steady.Url), ("shaky", shaky.Url), ("down", new Uri($"http://127.0.0.1:{down}/hooks")));
        await using var one = await ServerProcess.StartAsync(settings);
        var two = await ServerProcess.StartAsync(settings);

        await PostAsync(i => i % 2 == 0 ? one : two, 0, folders / 2);
        for (var i = 0; i < kills; i++)
        {
            // Work is in progress: the endpoints are still being notified of the last webhooks.
            await two.KillAsync();
            await two.DisposeAsync();
            two = await ServerProcess.StartAsync(settings);
            await PostAsync(n => n % 2 == 0 ? one : two, (folders / 2) + (i * 50), 50);
        }

        await using var ups = await Sink.StartAsync(port: down);
        var posted = (folders / 2) + (kills * 50);
        await PostAsync(i => i % 2 == 0 ? one : two, posted, folders - posted);

        foreach (var sink in (Sink[])[steady, shaky, ups])
        {
            await Poll.UntilAsync(() => sink.Taken.Select(static received => received.Id).Distinct().Count() >= folders, NextProbe);
            AssertTold(sink, folders);
        }

        await two.DisposeAsync();
    }

    [Fact]
    public async Task OnlyServer_KilledDuringDeliveries_NotifiesAllWithinFortySecondsOfItsRestart()
    {
        // More than an endpoint holds, and few enough to be posted before the first attempt times out: a timeout is followed by a minute.
        const int Folders = 60;
        await using var azurite = await shared.StartOwnAsync();
        await using var sink = await Sink.StartAsync();
        var hang = true;
        sink.Answer = (context, _) => hang ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted) : Task.CompletedTask;
        var settings = Settings(azurite, ("bank", sink.Url));
        await using (var server = await ServerProcess.StartAsync(settings))
        {
            await PostAsync(_ => server, 0, Folders);
            await Poll.UntilAsync(() => sink.All.Count >= 8);
            await server.KillAsync();
        }

        var before = sink.All.Count;
        hang = false;
        await using var again = await ServerProcess.StartAsync(settings);
        var restarted = Stopwatch.StartNew();
        await Poll.UntilAsync(() => sink.Taken.Select(static received => received.Id).Distinct().Count() >= Folders);

        // A guarantee of the product, not a performance limit: within this time the messages of a dead process become visible again.
        Assert.InRange(restarted.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
        Assert.InRange(before, 8, Folders);
        AssertTold(sink, Folders);
    }

    [Fact]
    public async Task StoppingServer_FinishesWorkInProgress()
    {
        await using var azurite = await shared.StartOwnAsync();
        await using var sink = await Sink.StartAsync();
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        sink.Answer = async (_, _) =>
        {
            asked.TrySetResult();
            await release.Task;
        };

        await using var server = await ServerProcess.StartAsync(Settings(azurite, ("bank", sink.Url)));
        await PostAsync(_ => server, 0, 1);
        await asked.Task.WaitAsync(Patience, Token);
        var stopping = server.StopAsync();
        await server.WaitForOutputAsync("Application is shutting down");
        release.SetResult();

        Assert.Equal(0, await stopping);
        Assert.Contains("delivered (HTTP 200)", server.Output, StringComparison.Ordinal);
    }

    private static void AssertTold(Sink sink, int folders)
    {
        Assert.All(sink.All, static received => Assert.Equal(Type, received.Type));

        // The only change of each folder has one id and the same bytes, in all attempts and from all processes.
        var byFolder = sink.All.GroupBy(static received => (string)received.Data["folderId"]!).ToList();
        Assert.Equal(folders, byFolder.Count);
        Assert.All(byFolder, static same => Assert.Single(same.Select(static received => received.Id).Distinct()));
        Assert.All(byFolder, static same => Assert.Single(same.Select(static received => received.Text).Distinct()));
        Assert.All(byFolder, static same => Assert.Equal(1, (int)same.First().Data["version"]!));
        Assert.All(sink.All, static received => Assert.True(VerifySignature.IsGenuine(Endpoints.Secret, received.Headers, received.Body, SentAt(received))));
    }

    private static DateTimeOffset SentAt(Received received) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(received.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));

    private static async Task PostAsync(Func<int, ServerProcess> server, int from, int count) =>
        await Parallel.ForAsync(from, from + count, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, _) =>
        {
            var body = $$"""{"folder_id":"f{{i}}","analyses":[{"analysis_id":"a","state":"FINISHED","resolution_status":"{{(i % 2 == 0 ? "SUCCESS" : "DECLINED")}}"}]}""";
            Assert.Equal(HttpStatusCode.OK, await server(i).PostUntilTakenAsync(() => new StringContent(body, Encoding.UTF8, "application/json")));
        });

    private static Dictionary<string, string> Settings(OwnAzurite azurite, params (string Name, Uri Url)[] endpoints)
    {
        var settings = ServerSettings.Production(azurite.ConnectionString);
        foreach (var (name, url) in endpoints)
        {
            ServerSettings.WithEndpoint(settings, name, url, Type);
        }

        for (var i = 0; i < 30; i++)
        {
            settings[$"Notifications__Schedule__{i}"] = i < 3 ? "00:00:01" : "00:00:03";
        }

        return settings;
    }
}
