using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Reconciliation finds what no webhook reported. Each test has its own storage, because the servers of an account share one ledger of runs.</summary>
[StartsProcesses]
public sealed class ReconciliationTests(AzuriteFixture shared) : IAsyncLifetime
{
    private OwnAzurite _azurite = null!;
    private SimulatedOz _oz = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _azurite = await shared.StartOwnAsync();
        _oz = await SimulatedOz.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _oz.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    [Fact]
    public async Task TwoThousandFolders_WithLostDuplicatedAndReorderedWebhooks_MatchOzAfterOneRun()
    {
        const int Folders = 2_000;
        await using var server = await StartAsync();
        var random = new Random(4);
        var (webhooks, ids) = Play(Folders, random);
        var arrived = await SendAsync(server, webhooks, random);

        var run = await server.RunAsync("reconcile");

        var expected = ids.Select(id => Outcome(arrived[id], _oz.Show(id))).CountBy(static outcome => outcome).ToDictionary();
        Assert.Equal("finished", (string?)run["state"]);
        Assert.All((string[])["unchanged", "repaired", "discovered"], outcome => Assert.InRange(expected[outcome], 50, Folders));
        Assert.Equal(
            (Folders, expected["unchanged"], expected["repaired"], expected["discovered"], 0, 0),
            ((int)run["scanned"]!, (int)run["unchanged"]!, (int)run["repaired"]!, (int)run["discovered"]!, (int)run["failed"]!, (int)run["unknownAtOz"]!));
        var folders = await AssertAsOzAsync(server, ids);
        Assert.Equal(1, _oz.Logins);

        var report = await ReportAsync(server, await server.RunAsync("reconcile?dryRun=true"));
        Assert.Equal((Folders, 0), ((int)report["run"]!["scanned"]!, (int)report["count"]!));
        await AssertListsAndCountsAsync(server, folders);
    }

    [Fact]
    public async Task TwoServers_OfOneSchedule_NeverRunTwoAtOnceAndOneContinuesTheRunOfAKilledOne()
    {
        const int Folders = 600;
        const int MaxPages = 10;
        var (_, ids) = Play(Folders, new Random(5));
        var isHeld = false;
        var asks = new TaskCompletionSource();
        _oz.Fault = async context =>
        {
            // Slow pages make the first server end a step within a list. A later page is held until this server is killed, however long the second takes to start.
            if (context.Request.Path == "/api/folders/" && context.Request.Headers["X-Forensic-Access-Token"] == "access-1")
            {
                if (isHeld)
                {
                    asks.TrySetResult();
                }

                await Task.Delay(isHeld ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2), TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return false;
        };

        var servers = new List<ServerProcess> { await StartAsync("*/2 * * * * *", MaxPages) };
        var (_, started) = await servers[0].AdminAsync(HttpMethod.Post, $"reconcile?from={TimeProvider.System.GetUtcNow().AddHours(-1):yyyy-MM-ddTHH:mm:ssZ}");
        await Poll.UntilAsync(async () => await RunsAsync(servers[0]) is { Count: 2 } both && both.TrueForAll(static run => (int)run["scanned"]! > 0));
        isHeld = true;
        await asks.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        servers.Add(await StartAsync("*/2 * * * * *", MaxPages));
        await servers[0].KillAsync();
        var victims = await RunsAsync(servers[1]);
        Assert.Equal(["running", "running"], victims.Select(static run => (string?)run["state"]));
        var victim = victims.Single(static run => (string?)run["by"] == "schedule");

        // The claims of the killed server expire.
        await Poll.UntilAsync(async () => (await RunsAsync(servers[1])).Count(static run => (string?)run["state"] == "finished") >= 5 && (string?)(await SpanAsync())["state"] == "finished");
        var runs = await RunsAsync(servers[1]);
        var span = await SpanAsync();
        Assert.True(runs.Remove(runs.Single(run => (string?)run["id"] == (string?)span["id"])));
        Assert.Equal((null, ServerSettings.AdminName), ((string?)span["stoppedBy"], (string?)span["by"]));
        Assert.InRange((int)span["pages"]!, MaxPages + 1, 4 * MaxPages);
        Assert.InRange((int)span["scanned"]!, Folders, 2 * Folders);
        await AssertAsOzAsync(servers[1], ids);
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        var spans = runs.Select(static run => (Started: (DateTimeOffset)run["startedAt"]!, Finished: (DateTimeOffset?)run["finishedAt"] ?? DateTimeOffset.MaxValue)).OrderBy(static run => run.Started).ToList();
        Assert.All(spans.Zip(spans.Skip(1)), static pair => Assert.True(pair.First.Finished <= pair.Second.Started, $"{pair}"));
        var same = runs.Single(run => (string?)run["id"] == (string?)victim["id"]);
        Assert.Equal("finished", (string?)same["state"]);
        Assert.True((int)same["scanned"]! >= (int)victim["scanned"]!);
        Assert.All(runs, static run => Assert.Equal("schedule", (string?)run["by"]));

        async Task<JsonNode> SpanAsync() => (await RunsAsync(servers[1])).Single(run => (string?)run["id"] == (string?)started["runId"]);
    }

    [Fact]
    public async Task UnavailableOz_DuringARun_IsNotOverloadedAndTheRunContinuesWhenItIsBack()
    {
        var (_, ids) = Play(300, new Random(6));
        await using var server = await StartAsync();
        var isDown = true;
        _oz.Fault = context =>
        {
            context.Response.StatusCode = isDown ? StatusCodes.Status503ServiceUnavailable : context.Response.StatusCode;
            return Task.FromResult(isDown);
        };

        var running = server.RunAsync("reconcile");
        await Poll.UntilAsync(() => _oz.Requests >= 3);
        var (status, problem) = await server.AdminAsync(HttpMethod.Post, "reconcile");
        isDown = false;
        var run = await running;

        Assert.Equal((HttpStatusCode.Conflict, "run_under_way"), (status, (string?)problem["code"]));
        Assert.Equal(("finished", 300), ((string?)run["state"], (int)run["discovered"]!));
        Assert.InRange(_oz.Requests, 3, 40);
        await AssertAsOzAsync(server, ids);
    }

    [Fact]
    public async Task Report_ListsEveryDifferenceAsJsonAndCsv()
    {
        var (_, ids) = Play(20, new Random(7));
        await using var server = await StartAsync();
        await server.RunAsync("reconcile");
        await server.PostAsync(new StringContent("""{"folder_id":"=forged","analyses":[]}"""));
        await server.PostAsync(new StringContent($$"""{"folder_id":"forged","meta_data":{"transaction_id":"=1+1"},"analyses":[{"analysis_id":"a","state":"FINISHED","resolution_status":"SUCCESS","time_updated":{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}}}]}"""));
        await server.PostAsync(new StringContent($$"""{"folder_id":"{{ids[0]}}","analyses":[{"analysis_id":"injected","state":"FINISHED","resolution_status":"SUCCESS","time_updated":{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}}}]}"""));
        _oz.Forget(ids[1]);
        new FolderScript(_oz, "unseen", TimeProvider.System.GetUtcNow(), new Random(8)).Step();

        var run = await server.RunAsync("reconcile?dryRun=true");
        var report = await ReportAsync(server, run);
        var csv = await TextAsync(server, $"runs/{run["id"]}/report?format=csv");

        Assert.Equal(
            [("forged", "missingAtOz"), (ids[0], "different"), (ids[1], "missingAtOz"), ("unseen", "missingHere")],
            report["folders"]!.AsArray().Select(static folder => ((string)folder!["folderId"]!, (string)folder["verdict"]!)).OrderBy(folder => folder.Item1 == "forged" ? 0 : folder.Item1 == ids[0] ? 1 : folder.Item1 == ids[1] ? 2 : 3));
        Assert.StartsWith("folderId,verdict,field,ours,oz\r\n", csv, StringComparison.Ordinal);
        Assert.Contains($"{ids[0]},different,analysis injected,", csv, StringComparison.Ordinal);
        Assert.Contains("unseen,missingHere,folder,,present\r\n", csv, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("folders/unseen", Token)).StatusCode);
    }

    [Fact]
    public async Task Start_WithoutAnOzAccountOrAnAdminKey_IsRefused()
    {
        await using var server = await ServerProcess.StartAsync(ServerSettings.Production(_azurite.ConnectionString));

        Assert.Equal((HttpStatusCode.Conflict, "oz_not_set"), Code(await server.AdminAsync(HttpMethod.Post, "reconcile")));
        Assert.Equal((HttpStatusCode.Unauthorized, "admin_unauthorized"), Code(await server.AdminAsync(HttpMethod.Post, "reconcile", key: "wrong")));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), Code(await server.AdminAsync(HttpMethod.Get, "runs/reconcile.0123456789012345678-01234567/report")));
    }

    private static (HttpStatusCode Status, string? Code) Code((HttpStatusCode Status, JsonNode Json) answer) => (answer.Status, (string?)answer.Json["code"]);

    /// <summary>Plays folders at the simulated Oz.</summary>
    private (List<JsonObject> Webhooks, List<string> Ids) Play(int folders, Random random)
    {
        var webhooks = new List<JsonObject>();
        var ids = Enumerable.Range(0, folders).Select(static i => $"folder-{i:D4}").ToList();
        foreach (var id in ids)
        {
            var script = new FolderScript(_oz, id, TimeProvider.System.GetUtcNow().AddSeconds(-60), random);
            while (!script.IsOver)
            {
                webhooks.Add(script.Step());
            }
        }

        return (webhooks, ids);
    }

    /// <summary>Sends webhooks in random order, loses 30 % and duplicates 20 % of them; returns the received webhooks by folder.</summary>
    private static async Task<ILookup<string, JsonObject>> SendAsync(ServerProcess server, List<JsonObject> webhooks, Random random)
    {
        var shuffled = webhooks.ToArray();
        random.Shuffle(shuffled);
        var arrived = shuffled.Where(_ => random.NextDouble() >= 0.3).ToList();
        var posted = arrived.SelectMany(webhook => Enumerable.Repeat(webhook, random.NextDouble() < 0.2 ? 2 : 1)).ToList();
        await Parallel.ForEachAsync(posted, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (webhook, _) =>
        {
            Assert.Equal(HttpStatusCode.OK, await server.PostUntilTakenAsync(() => new StringContent(webhook.ToJsonString())));
        });

        return arrived.ToLookup(static webhook => (string)webhook["folder_id"]!);
    }

    private static string Outcome(IEnumerable<JsonObject> arrived, JsonObject truth)
    {
        var known = Payloads.Merge(arrived.Select(Read));
        return known == FolderRecords.Empty ? "discovered" : ReferenceEquals(FolderRecords.Merge(known, Read(truth)), known) ? "unchanged" : "repaired";
    }

    private static FolderRecords Read(JsonObject body) =>
        OzPayloadReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString()), ["transaction_id"], TimeProvider.System.GetUtcNow()).Records;

    private async Task<IReadOnlyCollection<JsonNode>> AssertAsOzAsync(ServerProcess server, List<string> ids)
    {
        var folders = new ConcurrentBag<JsonNode>();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (id, _) =>
        {
            var ours = JsonNode.Parse(await server.Client.GetStringAsync($"folders/{id}", Token))!;
            folders.Add(ours);
            var truth = _oz.Show(id);
            Assert.Equal(
                ((string?)truth["resolution_status"], (string?)truth["system_resolution"], false),
                ((string?)ours["resolutionStatus"], (string?)ours["systemResolution"], (bool)ours["drift"]!));
            Assert.Equal(
                truth["analyses"]!.AsArray().Select(static analysis => $"{analysis!["analysis_id"]} {analysis["resolution_status"]}").Order(),
                ours["analyses"]!.AsArray().Select(static analysis => $"{analysis!["analysisId"]} {analysis["resolutionStatus"]}").Order());
        });
        return folders;
    }

    private static async Task AssertListsAndCountsAsync(ServerProcess server, IReadOnlyCollection<JsonNode> folders)
    {
        var listed = new List<JsonNode>();
        for (string? continuation = ""; continuation is not null;)
        {
            var page = JsonNode.Parse(await server.Client.GetStringAsync($"folders?limit=200{continuation}", Token))!;
            listed.AddRange(page["items"]!.AsArray()!);
            continuation = (string?)page["continuation"] is { } more ? $"&continuation={more}" : null;
        }

        Assert.Equal(folders.Select(Line).Order(StringComparer.Ordinal), listed.Select(Line).Order(StringComparer.Ordinal));

        // All folders were created within the last minutes, on at most two days.
        var days = JsonNode.Parse(await server.Client.GetStringAsync("stats?days=2", Token))!["days"]!.AsArray();
        foreach (var status in (string[])["resolutionStatus", "systemResolution", "worstResolution"])
        {
            var counted = days.SelectMany(day => day![status]!.AsObject()).GroupBy(static count => count.Key, static count => (int)count.Value!, static (word, counts) => (word, counts.Sum()));
            Assert.Equal(
                listed.CountBy(folder => (string)folder[status]!).Select(static count => (count.Key, count.Value)).Order(),
                counted.Where(static count => count.Item2 > 0).Order());
        }

        static string Line(JsonNode folder) => string.Join(' ', ((string[])["folderId", "resolutionStatus", "systemResolution", "worstResolution", "drift", "firstSeenAt"]).Select(name => folder[name]!.ToJsonString()));
    }

    private static async Task<List<JsonNode>> RunsAsync(ServerProcess server) =>
        [.. (await server.AdminAsync(HttpMethod.Get, "runs?kind=reconcile&limit=200")).Json["items"]!.AsArray().Select(static run => run!)];

    private static async Task<JsonNode> ReportAsync(ServerProcess server, JsonNode run) => JsonNode.Parse(await TextAsync(server, $"runs/{run["id"]}/report"))!;

    private static async Task<string> TextAsync(ServerProcess server, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "x-oz-admin-key", ServerSettings.AdminKey } } };
        using var response = await server.Client.SendAsync(request, Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(Token);
    }

    private Task<ServerProcess> StartAsync(string schedule = ServerSettings.Never, int maxPages = 2_000)
    {
        var settings = ServerSettings.Production(_azurite.ConnectionString);
        ServerSettings.WithOz(settings, _oz);
        settings["Reconciliation__Schedule"] = schedule;
        settings["Reconciliation__MaxPages"] = $"{maxPages}";
        settings["Reconciliation__PageSize"] = "50";

        // A page that the test holds must not time out before the test releases it.
        settings["Oz__Timeout"] = "00:01:00";
        return ServerProcess.StartAsync(settings);
    }
}
