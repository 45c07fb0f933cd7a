using System.Net;
using Azure.Storage.Queues;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>The operators' actions over HTTP, on a real server with real endpoints.</summary>
[StartsProcesses]
public sealed class AdminTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Type = "folder.resolution_changed";

    private string _connectionString = null!;
    private Sink _bank = null!;
    private ServerProcess _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connectionString = azurite.NewAccount();
        _bank = await Sink.StartAsync();
        var settings = ServerSettings.Production(_connectionString);
        ServerSettings.WithEndpoint(settings, "bank", _bank.Url, Type, "endpoint.*");
        settings["Notifications__Schedule__0"] = "00:00:01";
        _server = await ServerProcess.StartAsync(settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bank.DisposeAsync();
    }

    [Fact]
    public async Task AdminRoute_WithoutItsKeys_IsRefusedAndDoesNothing()
    {
        using var stranger = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        foreach (var (method, path) in new[]
        {
            ("GET", "deliveries"),
            ("POST", "deliveries/replay?endpoint=bank"),
            ("GET", "endpoints"),
            ("POST", "endpoints/bank/enable"),
            ("POST", "endpoints/bank/test"),
            ("GET", "runs?kind=replay"),
            ("GET", "runs/replay.2516068160285066838-246e86f4"),
            ("POST", "work/poison/replay"),
            ("DELETE", "folders/f1"),
            ("POST", "retention"),
        })
        {
            var noKey = await _server.AdminAsync(new HttpMethod(method), path, key: null);
            var wrongKey = await _server.AdminAsync(new HttpMethod(method), path, ServerSettings.ReadKey);
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "x-oz-admin-key", ServerSettings.AdminKey }, { "x-functions-key", ServerSettings.WebhookKey } } };
            using var webhookKey = await stranger.SendAsync(request, Token);

            Assert.Equal((path, HttpStatusCode.Unauthorized, "admin_unauthorized"), (path, noKey.Status, (string?)noKey.Json["code"]));
            Assert.Equal((path, HttpStatusCode.Unauthorized, "admin_unauthorized"), (path, wrongKey.Status, (string?)wrongKey.Json["code"]));
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, webhookKey.StatusCode));
        }

        Assert.Empty(_bank.All);
    }

    [Fact]
    public async Task DeadDelivery_IsListedAndReplayed_AndTheActionIsRecorded()
    {
        _bank.Always(500);
        await PostAsync("f1", "SUCCESS");
        var dead = await _server.WaitForAsync("deliveries?state=dead", static json => json["items"]!.AsArray().Count == 1);
        var item = dead["items"]![0]!;
        Assert.Equal(("f1", "dead", "bank", 2, 500), ((string?)item["folder"], (string?)item["state"], (string?)item["endpoint"], (int)item["attempt"]!, (int)item["lastStatus"]!));

        var dry = await _server.RunAsync("deliveries/replay?endpoint=bank&dryRun=true");
        Assert.Equal((1, 1, 2), ((int)dry["scanned"]!, (int)dry["replayed"]!, _bank.All.Count));
        _bank.Always(204);
        var run = await _server.RunAsync("deliveries/replay?folder=f1&state=dead");
        await _server.WaitForAsync("folders/f1/history", static json => (string?)json["items"]![0]!["deliveries"]![0]!["state"] == "delivered");
        await _server.WaitForAsync("deliveries", static json => json["items"]!.AsArray().Count == 0);

        Assert.Equal(("finished", "replay", "alice", 1), ((string?)run["state"], (string?)run["kind"], (string?)run["by"], (int)run["replayed"]!));
        Assert.Equal(3, _bank.All.Count);
        Assert.Single(_bank.All.Select(static received => received.Id).Distinct());
        var (_, runs) = await _server.AdminAsync(HttpMethod.Get, "runs?kind=replay");
        Assert.Equal([(string?)run["id"], (string?)dry["id"]], runs["items"]!.AsArray().Select(static listed => (string?)listed!["id"]));
    }

    [Fact]
    public async Task Delivered_InATimeSpan_IsSentAgainWithItsOwnId()
    {
        await PostAsync("f1", "SUCCESS");
        await _server.WaitForAsync("folders/f1/history", static json => (string?)json["items"]![0]!["deliveries"]![0]!["state"] == "delivered");
        var before = DateTimeOffset.Parse((string)(await _server.AdminAsync(HttpMethod.Get, "folders/f1/history")).Json["items"]![0]!["at"]!, System.Globalization.CultureInfo.InvariantCulture);

        var outside = await _server.RunAsync($"deliveries/replay?state=delivered&to={before.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ}");
        var inside = await _server.RunAsync($"deliveries/replay?state=delivered&endpoint=bank&from={before.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ}");
        await _server.WaitForAsync("folders/f1/history", _ => _bank.Taken.Count == 2);

        Assert.Null(outside["replayed"]);
        Assert.Equal(1, (int)inside["replayed"]!);
        var (first, again) = (_bank.All.First(), _bank.All.Last());
        Assert.Equal($"{first.Id}_r1", again.Id);
        Assert.Equal(first.Id, (string?)again.Data["replayOf"]);
    }

    [Fact]
    public async Task GoneEndpoint_IsDisabledTestedEnabledAndReceivesHeldDeliveries()
    {
        _bank.Always(410);
        await PostAsync("f1", "SUCCESS");
        await _server.WaitForAsync("endpoints", static json => (string?)json["items"]![0]!["state"] == "disabled");
        await PostAsync("f2", "DECLINED");
        await _server.WaitForAsync("deliveries?state=held", static json => json["items"]!.AsArray().Count == 2);

        var (_, failed) = await _server.AdminAsync(HttpMethod.Post, "endpoints/bank/test");
        Assert.Equal(("dead", 410), ((string?)failed["state"], (int)failed["lastStatus"]!));
        _bank.Always(200);
        var (_, passed) = await _server.AdminAsync(HttpMethod.Post, "endpoints/bank/test");
        Assert.Equal(("delivered", "endpoint.test"), ((string?)passed["state"], _bank.All.Last().Type));
        Assert.Equal("disabled", (string?)(await _server.AdminAsync(HttpMethod.Get, "endpoints")).Json["items"]![0]!["state"]);

        var run = await _server.RunAsync("endpoints/bank/enable");
        await _server.WaitForAsync("deliveries", _ => _bank.Taken.Select(static received => received.Id).Distinct().Count() == 3);

        Assert.Equal(("enable", "alice"), ((string?)run["kind"], (string?)run["by"]));
        await _server.WaitForAsync("deliveries", static json => json["items"]!.AsArray().Count == 0);
        await _server.WaitForAsync("runs?kind=release", static json => (string?)json["items"]![0]!["state"] == "finished");
        Assert.Equal(2, (int)(await _server.AdminAsync(HttpMethod.Get, "runs?kind=release")).Json["items"]![0]!["delivered"]!);
        var endpoint = (await _server.AdminAsync(HttpMethod.Get, "endpoints")).Json["items"]![0]!;
        Assert.Equal(("healthy", _bank.Url.GetLeftPart(UriPartial.Authority)), ((string?)endpoint["state"], (string?)endpoint["host"]));
        Assert.Equal(2, (await _server.AdminAsync(HttpMethod.Get, "runs?kind=test")).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task ErasedFolder_StaysErased()
    {
        await PostAsync("f1", "SUCCESS");
        await _server.WaitForAsync("folders", static json => json["items"]!.AsArray().Count == 1);

        var (status, started) = await _server.AdminAsync(HttpMethod.Delete, "folders/f1");
        var (shown, _) = await _server.AdminAsync(HttpMethod.Get, "folders/f1");
        using var webhook = await _server.PostAsync(new StringContent("""{"folder_id":"f1","analyses":[{"analysis_id":"b","state":"SUCCESS"}]}"""));
        var run = await _server.WaitForAsync($"runs/{started["runId"]}", static json => (string?)json["state"] == "finished");
        var (again, _) = await _server.AdminAsync(HttpMethod.Delete, "folders/f1");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK), (status, shown, again, webhook.StatusCode));
        Assert.Equal("""{"outcome":"ignored","folderId":"f1"}""", await webhook.Content.ReadAsStringAsync(Token));
        Assert.Equal(("erase", "alice", """{"folder":"f1"}"""), ((string?)run["kind"], (string?)run["by"], run["parameters"]!.ToJsonString()));
        Assert.InRange((int)run["rows"]!, 4, 8);
        Assert.Empty((await _server.AdminAsync(HttpMethod.Get, "folders")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Retention_IsStartedByAnAdmin_WhoMayConfirmTheClock()
    {
        await PostAsync("f1", "SUCCESS");

        var (status, started) = await _server.AdminAsync(HttpMethod.Post, "retention?clockConfirmed=true");
        var run = await _server.WaitForAsync($"runs/{started["runId"]}", static json => (string?)json["state"] == "finished");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(("retention", "alice", 0, "400", "True"), ((string?)run["kind"], (string?)run["by"], (int)run["folders"]!, (string?)run["parameters"]!["days"], (string?)run["parameters"]!["clockConfirmed"]));
        await _server.WaitForOutputAsync("uses our clock even if the storage's clock differs: 'alice' confirmed that ours is right.");
        Assert.Equal(HttpStatusCode.OK, (await _server.AdminAsync(HttpMethod.Get, "folders/f1")).Status);
    }

    [Fact]
    public async Task PoisonedWork_IsCountedPutBackAndRecorded()
    {
        var poison = new QueueClient(_connectionString, "oz-work-poison");
        await poison.CreateIfNotExistsAsync(cancellationToken: Token);
        await poison.SendMessageAsync("not ours", Token);
        await poison.SendMessageAsync(Convert.ToBase64String("""{"kind":"refresh","folder":"f1","reason":8}"""u8), Token);

        var (_, dry) = await _server.AdminAsync(HttpMethod.Post, "work/poison/replay?dryRun=true");
        var (_, replayed) = await _server.AdminAsync(HttpMethod.Post, "work/poison/replay");

        Assert.Equal("""{"replayed":0,"unreadable":0,"waiting":2}""", dry.ToJsonString());
        Assert.Equal("""{"replayed":1,"unreadable":1,"waiting":1}""", replayed.ToJsonString());
        Assert.Single((await _server.AdminAsync(HttpMethod.Get, "runs?kind=poison-replay")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task ForeignText_InAWorkQueue_IsMovedToThePoisonQueue()
    {
        await new QueueClient(_connectionString, "oz-work").SendMessageAsync("hello", Token);

        await _server.WaitForOutputAsync("A message in the queue Changes that is not Base64 of UTF-8 was moved unchanged to its poison queue.");
        await _server.PostAsync(new StringContent("""{"folder_id":"after-hello","analyses":[]}"""));
        await _server.WaitForAsync("folders", static page => page["items"]!.AsArray().Any(static folder => (string?)folder!["folderId"] == "after-hello"));
        Assert.Equal("hello", (await new QueueClient(_connectionString, "oz-work-poison").PeekMessageAsync(Token)).Value.MessageText);
    }

    [Fact]
    public async Task InvalidRequest_GetsTheReason()
    {
        foreach (var (method, path, status, field) in new (string, string, int, string?)[]
        {
            ("POST", "deliveries/replay", 400, "folder"),
            ("POST", "deliveries/replay?state=initial&folder=f", 400, "state"),
            ("POST", "deliveries/replay?folder=a/b", 400, "folder"),
            ("POST", "deliveries/replay?from=yesterday", 400, "from"),
            ("POST", "deliveries/replay?from=2026-01-01T00:00:00Z&to=tomorrow", 400, "to"),
            ("POST", "deliveries/replay?folder=f&dryRun=maybe", 400, "dryRun"),
            ("POST", "deliveries/replay?folder=f&dry_run=true", 400, "dry_run"),
            ("POST", "deliveries/replay?endpoint=nobody", 400, "endpoint"),
            ("POST", "reconcile?from=yesterday", 400, "from"),
            ("POST", "reconcile?from=2026-01-01T00:00:00", 400, "from"),
            ("POST", "reconcile?from=2020-01-01T00:00:00Z", 400, "from"),
            ("POST", "reconcile?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", 400, "from"),
            ("POST", "reconcile?dryRun=perhaps", 400, "dryRun"),
            ("POST", "retention?clockConfirmed=perhaps", 400, "clockConfirmed"),
            ("POST", "retention?clock_confirmed=true", 400, "clock_confirmed"),
            ("GET", "deliveries?state=delivered", 400, "state"),
            ("GET", "deliveries?limit=0", 400, "limit"),
            ("GET", "deliveries?continuation=nonsense", 400, "continuation"),
            ("GET", "runs", 400, "kind"),
            ("GET", "runs?kind=coffee", 400, "kind"),
            ("GET", "runs/nonsense", 404, null),
            ("GET", "runs/replay.2516068160285066838-246e86f4", 404, null),
            ("DELETE", "folders/nobody", 404, null),
            ("DELETE", "folders/a%20b", 404, null),
            ("POST", "endpoints/nobody/enable", 404, null),
            ("POST", "endpoints/nobody/test", 404, null),
        })
        {
            var (answered, json) = await _server.AdminAsync(new HttpMethod(method), path);

            Assert.Equal((path, status, field), (path, (int)answered, (string?)json["field"]));
        }
    }

    private async Task PostAsync(string folder, string resolution)
    {
        using var response = await _server.PostAsync(new StringContent(
            $$"""{"folder_id":"{{folder}}","analyses":[{"analysis_id":"a","state":"FINISHED","resolution_status":"{{resolution}}"}]}"""));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
