using System.Text.Json.Nodes;
using OzFunctions.Core.Statuses;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Oz;

/// <summary>Tests the simulator, because other tests and the demo depend on it.</summary>
public sealed class SimulatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scripts_EndInFoldersOfWhichOursAndOzsResultsAgree()
    {
        await using var oz = await SimulatedOz.StartAsync();
        var random = new Random(3);
        var results = new HashSet<Status>();
        for (var i = 0; i < 200; i++)
        {
            var script = new FolderScript(oz, $"f{i}", Payloads.Now, random);
            while (!script.IsOver)
            {
                script.Step();
            }

            var folder = Payloads.FolderOf(oz.Show($"f{i}"));
            Assert.False(folder.Result.Drift);
            Assert.Equal(Status.Finished, folder.Result.Statuses.ResolutionStatus);
            results.Add(folder.Result.Statuses.SystemResolution);
        }

        Assert.Equal([Status.Declined, Status.OperatorRequired, Status.Success], results.Order());
    }

    [Fact]
    public async Task Script_ThatIsPlayedByTheClock_ChangesItsFolderThenAndNeverTwiceInASecond()
    {
        await using var oz = await SimulatedOz.StartAsync();
        var script = new FolderScript(oz, "f", Payloads.Now, new Random(3));

        double[] times = [At(script.Step(Payloads.Now.AddSeconds(30))), At(script.Step(Payloads.Now.AddSeconds(30)))];

        Assert.Equal([30, 31], times);

        static double At(JsonObject folder) => (double)folder["time_updated"]! - Payloads.Now.ToUnixTimeSeconds();
    }

    [Fact]
    public async Task Sender_LosesDuplicatesAndDelaysAsConfigured()
    {
        await using var sink = await Sink.StartAsync();
        using var lossy = new WebhookSender(sink.Url, new WebhookFaults(Lose: 0.3, Duplicate: 0.2, Late: 0.5), new Random(5));

        for (var i = 0; i < 500; i++)
        {
            await lossy.SendAsync(new JsonObject { ["n"] = i }, Token);
        }

        await lossy.FlushAsync(Token);
        var arrived = sink.All.Select(static received => (int)received.Json["n"]!).ToList();
        Assert.Equal(lossy.Posted, arrived.Count);
        Assert.Equal(500 - lossy.Lost, arrived.Distinct().Count());
        Assert.InRange(lossy.Lost, 110, 190);
        Assert.InRange(arrived.Count - arrived.Distinct().Count(), 30, 110);
        Assert.Contains(arrived.Zip(arrived.Skip(1)), static pair => pair.First > pair.Second);
    }

    [Fact]
    public async Task Webhook_ThatIsNotAccepted_CountsAsLost_UnlessItIsTheFirst()
    {
        await using var sink = await Sink.StartAsync();
        using var sender = new WebhookSender(sink.Url, new WebhookFaults(Lose: 0, Duplicate: 0, Late: 0), new Random(1));
        sink.Always(503);
        await Assert.ThrowsAsync<HttpRequestException>(() => sender.SendAsync([], Token));

        sink.Always(200);
        await sender.SendAsync([], Token);
        sink.Always(503);
        await sender.SendAsync([], Token);

        Assert.Equal((1, 1), (sender.Posted, sender.Lost));
    }

    [Fact]
    public async Task List_IsPagedWithinItsWindow()
    {
        await using var oz = await SimulatedOz.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            _ = new FolderScript(oz, $"f{i}", DateTimeOffset.UnixEpoch.AddSeconds(i), new Random(1));
        }

        using var client = new HttpClient { BaseAddress = oz.Url };
        var credentials = new JsonObject { ["credentials"] = new JsonObject { ["email"] = SimulatedOz.Email, ["password"] = SimulatedOz.Password } };
        using var login = await client.PostAsync("api/authorize/auth/", new StringContent(credentials.ToJsonString()), Token);
        client.DefaultRequestHeaders.Add("X-Forensic-Access-Token", (string?)JsonNode.Parse(await login.Content.ReadAsStringAsync(Token))!["access_token"]);

        var page = JsonNode.Parse(await client.GetStringAsync("api/folders/?time_created.min=1&time_created.max=3&sorting=time_created%7Basc%7D&offset=1&limit=5", Token))!;

        Assert.Equal(["f2", "f3"], page["items"]!.AsArray().Select(static item => (string?)item!["folder_id"]));
    }
}
