using System.Net;
using System.Text.Json.Nodes;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Searches over HTTP, on a real server whose storage contains nothing else.</summary>
[StartsProcesses]
public sealed class ListTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly string[] Results = ["SUCCESS", "DECLINED", "OPERATOR_REQUIRED", "PROCESSING"];

    private Sink _bank = null!;
    private ServerProcess _server = null!;
    private DateTimeOffset _began;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _began = TimeProvider.System.GetUtcNow();
        _bank = await Sink.StartAsync();
        _bank.Always(410);
        _server = await ServerProcess.StartAsync(ServerSettings.WithEndpoint(ServerSettings.Production(azurite.NewAccount()), "bank", _bank.Url, "folder.resolution_changed"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bank.DisposeAsync();
    }

    [Fact]
    public async Task Folders_AreListedFilteredPagedAndFoundByWhatThePartnerCallsThem()
    {
        await PostAsync(24);

        var all = await AllOfEachDayAsync("folders?limit=7");
        var declined = await AllOfEachDayAsync("folders?systemResolution=declined&resolutionStatus=FINISHED&drift=false&limit=4");
        var found = await GetAsync("folders?meta.transaction_id=t%2F5");

        Assert.Equal(Enumerable.Range(0, 24).Select(static i => $"f{i:D2}"), all.Select(static item => (string?)item["folderId"]));
        Assert.Equal(Enumerable.Range(0, 24).Where(static i => i % 4 == 1).Select(static i => $"f{i:D2}"), declined.Select(static item => (string?)item["folderId"]));
        var item = Assert.Single(found["items"]!.AsArray())!;
        Assert.Equal(("f05", 1, "FINISHED", "DECLINED", false, false), ((string?)item["folderId"], (int)item["version"]!, (string?)item["resolutionStatus"], (string?)item["systemResolution"], (bool)item["drift"]!, (bool)item["overdue"]!));
        Assert.Equal(["folderId", "version", "resolutionStatus", "systemResolution", "worstResolution", "heldBack", "drift", "overdue", "firstSeenAt", "lastSeenAt", "timeCreated"], item.AsObject().Select(static member => member.Key));
        Assert.Empty((await GetAsync("folders?meta.transaction_id=nobody"))["items"]!.AsArray());
        Assert.Empty((await GetAsync($"folders?day={DateTime.UnixEpoch.AddYears(40):yyyy-MM-dd}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task OpenFolders_AreTheOperatorsQueue()
    {
        await PostAsync(24);

        var required = await AllAsync("open?reason=operatorRequired&limit=3");
        var open = await AllAsync("open?limit=5");

        Assert.Equal(Enumerable.Range(0, 24).Where(static i => i % 4 == 2).Select(static i => $"f{i:D2}"), required.Select(static item => (string)item["folderId"]!).Order());
        Assert.Equal(12, open.Count);
        Assert.All(required, static item => Assert.Equal(["operatorRequired"], item["reasons"]!.AsArray().Select(static reason => (string)reason!)));
        Assert.Equal(["folderId", "version", "reasons", "since", "nextCheck", "looks"], open[0].AsObject().Select(static member => member.Key));
        Assert.Empty(await AllAsync("open?reason=givenUp"));
    }

    [Fact]
    public async Task Stats_CountThePostedFolders()
    {
        await PostAsync(24);
        await _server.WaitForAsync("stats", static stats => (int)stats["deliveries"]![0]!["held"]!["count"]! == 24);

        var stats = await GetAsync("stats?days=2");

        var days = stats["days"]!.AsArray();
        var firstSeen = (await AllOfEachDayAsync("folders?limit=200")).CountBy(static item => ((string)item["firstSeenAt"]!)[..10]).ToDictionary();
        Assert.Equal((2, 0), (days.Count, days.Sum(static day => (int)day!["drift"]!)));
        Assert.Equal(24, days.Sum(static day => (int)day!["total"]!));
        Assert.All(days, day => Assert.Equal(firstSeen.GetValueOrDefault((string)day!["day"]!), (int)day["total"]!));
        Assert.Equal("""{"INITIAL":0,"PROCESSING":6,"FAILED":0,"DECLINED":6,"OPERATOR_REQUIRED":6,"SUCCESS":6}""", Sum(days, "systemResolution"));
        Assert.Equal("""{"INITIAL":0,"PROCESSING":6,"FAILED":0,"FINISHED":18}""", Sum(days, "resolutionStatus"));
        var (held, none) = (stats["deliveries"]![0]!["held"]!, """{"count":0,"isMore":false,"oldestAt":null}""");
        Assert.Equal((24, false), ((int)held["count"]!, (bool)held["isMore"]!));
        Assert.NotNull(held["oldestAt"]);
        Assert.All(["pending", "waiting", "dead"], state => Assert.Equal(none, stats["deliveries"]![0]![state]!.ToJsonString()));
        Assert.Equal((6, 6, 0, 12), ((int)stats["open"]!["running"]!, (int)stats["open"]!["operatorRequired"]!, (int)stats["open"]!["givenUp"]!, (int)stats["openTotal"]!));
        Assert.True(stats.AsObject().ContainsKey("reconciliation"));
    }

    [Fact]
    public async Task InvalidRequest_GetsTheReason()
    {
        foreach (var (path, field) in new[]
        {
            ("folders?resolutionStatus=DONE", "resolutionStatus"),
            ("folders?systemResolution=", "systemResolution"),
            ("folders?drift=maybe", "drift"),
            ("folders?system_resolution=DECLINED", "system_resolution"),
            ("folders?SystemResolution=DECLINED", "SystemResolution"),
            ("folders?day=2026-02-30", "day"),
            ("folders?day=9999-12-31", "day"),
            ("folders?day=0001-01-01", "day"),
            ("folders?limit=201", "limit"),
            ("folders?meta.name=x", "meta.name"),
            ("folders?meta.transaction_id=", "meta.transaction_id"),
            ("folders?meta.transaction_id=a&meta.transaction_id=b", "meta.transaction_id"),
            ("folders?continuation=nonsense", "continuation"),
            ("open?reason=None", "reason"),
            ("open?reason=running,overdue", "reason"),
            ("open?continuation=bm9uc2Vuc2VhbmRtb3Jlbm9uc2Vuc2U", "continuation"),
            ("stats?days=0", "days"),
            ("stats?days=91", "days"),
        })
        {
            var (status, json) = await _server.AdminAsync(HttpMethod.Get, path, key: null);

            Assert.Equal((path, HttpStatusCode.BadRequest, "bad_parameter", field), (path, status, (string?)json["code"], (string?)json["field"]));
        }
    }

    [Fact]
    public async Task Continuation_AlteredOrOfAnotherList_IsRefused()
    {
        await PostAsync(24);
        var ours = (string)(await GetAsync("folders?limit=5"))["continuation"]!;
        var filtered = (string)(await GetAsync("folders?limit=2&systemResolution=SUCCESS"))["continuation"]!;
        var open = (string)(await GetAsync("open?limit=2"))["continuation"]!;
        var day = DateTimeOffset.Parse((string)(await GetAsync("folders?limit=1"))["items"]![0]!["firstSeenAt"]!, System.Globalization.CultureInfo.InvariantCulture);

        Assert.All(ours.Index(), letter => Assert.NotEqual(HttpStatusCode.OK, StatusOf($"folders?continuation={ours[..letter.Index]}{(letter.Item == 'x' ? 'y' : 'x')}{ours[(letter.Index + 1)..]}").Result));
        foreach (var path in (string[])[
            $"folders?systemResolution=DECLINED&continuation={filtered}",
            $"folders?continuation={filtered}",
            $"folders?day={day:yyyy-MM-dd}&continuation={ours}",
            $"folders?meta.transaction_id=t&continuation={ours}",
            $"folders?continuation={open}",
            $"open?reason=running&continuation={open}",
            $"open?continuation={ours}"])
        {
            Assert.Equal(HttpStatusCode.BadRequest, await StatusOf(path));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusOf($"folders?limit=9&continuation={ours}"));
    }

    [Fact]
    public async Task List_WithoutAReadKey_IsRefused()
    {
        using var stranger = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        foreach (var path in (string[])["folders", "open", "stats"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "x-functions-key", ServerSettings.WebhookKey } } };

            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, (await stranger.GetAsync(path, Token)).StatusCode));
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, (await stranger.SendAsync(request, Token)).StatusCode));
        }
    }

    /// <summary>Posts folders with all results in turn, and waits until they are listed.</summary>
    private async Task PostAsync(int folders)
    {
        for (var i = 0; i < folders; i++)
        {
            var result = Results[i % Results.Length];
            var analysis = result == "PROCESSING" ? """{"analysis_id":"a","state":"PROCESSING"}""" : $$"""{"analysis_id":"a","state":"FINISHED","resolution_status":"{{result}}"}""";
            using var response = await _server.PostAsync(new StringContent($$$"""{"folder_id":"f{{{i:D2}}}","meta_data":{"transaction_id":"t/{{{i}}}"},"analyses":[{{{analysis}}}]}"""));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await Poll.UntilAsync(async () => (await AllOfEachDayAsync("folders?limit=200")).Count == folders);
        await _server.WaitForAsync("open?limit=200", page => page["items"]!.AsArray().Count == folders / 2);
    }

    // The folders may be posted before and after midnight, UTC.
    private async Task<List<JsonNode>> AllOfEachDayAsync(string path)
    {
        var found = new List<JsonNode>();
        for (var day = _began.Date; day <= TimeProvider.System.GetUtcNow().Date; day = day.AddDays(1))
        {
            found.AddRange(await AllAsync($"{path}&day={day:yyyy-MM-dd}"));
        }

        return found;
    }

    private static string Sum(JsonArray days, string counts) =>
        new JsonObject(days[0]![counts]!.AsObject().Select(count => KeyValuePair.Create(count.Key, (JsonNode?)days.Sum(day => (int)day![counts]![count.Key]!)))).ToJsonString();

    private async Task<List<JsonNode>> AllAsync(string path)
    {
        var found = new List<JsonNode>();
        string? continuation = null;
        do
        {
            var page = await GetAsync(continuation is null ? path : $"{path}&continuation={continuation}");
            found.AddRange(page["items"]!.AsArray()!);
            continuation = (string?)page["continuation"];
        }
        while (continuation is not null);

        return found;
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        var (status, json) = await _server.AdminAsync(HttpMethod.Get, path, key: null);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {json}");
        return json;
    }

    private async Task<HttpStatusCode> StatusOf(string path) => (await _server.AdminAsync(HttpMethod.Get, path, key: null)).Status;
}
