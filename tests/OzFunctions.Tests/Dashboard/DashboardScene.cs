using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OzFunctions.OzSimulator;
using OzFunctions.Server;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.Dashboard;

/// <summary>
/// A bank's data as an operator sees it: two weeks of simulated folders, lost webhooks, and every kind of failure. The server is a real one
/// with all its keys.
/// </summary>
public sealed class DashboardScene(AzuriteFixture azurite) : IAsyncLifetime
{
    public const string OverdueId = "still-running";
    public const string DriftId = "seen-otherwise";
    public const string HostileId = "odd-words";
    public const string HostileText = "<script>window.hacked=1</script>\u202Egnp.exe \"'&";

    private const int PastDays = 13;
    private const int FoldersToday = 24;
    private const string Fails = "dead-";

    private readonly string _account = azurite.NewAccount();
    private readonly Random _random = new(12);
    private readonly Dictionary<string, DateOnly> _firstSeen = [];
    private int _posted;
    private string? _missing;

    /// <summary>Whether the bank's CRM responds with 500 to notifications of folders whose id has the failing prefix.</summary>
    public bool IsCrmBroken { get; set; } = true;

    internal ServerProcess Server { get => Made(field); private set; } = null!;

    internal Browser Browser { get => Made(field); private set; } = null!;

    internal Sink Crm { get => Made(field); private set; } = null!;

    private SimulatedOz Oz { get => Made(field); set; } = null!;

    private Sink Bank { get => Made(field); set; } = null!;

    public async ValueTask InitializeAsync()
    {
        try
        {
            Browser = await Browser.StartAsync();
        }
        catch (StartupException e)
        {
            _missing = $"{e.Message} Install Chromium, Chrome or Edge, for example by `apt-get install chromium`.";
            return;
        }

        Oz = await SimulatedOz.StartAsync();
        Bank = await Sink.StartAsync();
        Crm = await Sink.StartAsync();
        Crm.Answer = AnswerOfCrmAsync;
        await using (var past = new PastIngest(_account))
        {
            await PlayPastAsync(past);
        }

        Server = await StartServerAsync();
        await PlayTodayAsync();
        var run = await Server.RunAsync("reconcile");
        Assert.Equal("finished", (string?)run["state"]);
        await Server.WaitForAsync("stats?days=14", stats => stats["days"]!.AsArray().Sum(static day => (int)day!["total"]!) == _firstSeen.Count && (int)stats["open"]!["overdue"]! == 1);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _missing is null ? (IAsyncDisposable?[])[Server, Crm, Bank, Oz, Browser] : [])
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>Starts another server on the same storage, for a test that stops it.</summary>
    internal Task<ServerProcess> StartServerAsync()
    {
        var settings = ServerSettings.Production(_account);
        ServerSettings.WithEndpoint(settings, "core-banking", Bank.Url, "folder.*");
        ServerSettings.WithEndpoint(settings, "crm", Crm.Url, "folder.resolution_changed");
        settings["Notifications__Schedule__0"] = "00:00:01";
        ServerSettings.WithOz(settings, Oz);
        return ServerProcess.StartAsync(settings);
    }

    /// <summary>
    /// Counts the folders first seen on a day that have a given result, or any result. The result is the one that Oz reports, except for
    /// the two problematic folders.
    /// </summary>
    internal int TrueCount(DateOnly day, string? systemResolution = null) => _firstSeen.Count(folder => folder.Value == day && (systemResolution is null || systemResolution == folder.Key switch
    {
        DriftId => "DECLINED",
        HostileId => "OPERATOR_REQUIRED",
        var id => (string?)Oz.Show(id)["system_resolution"],
    }));

    /// <summary>Posts a folder of today that exists at Oz too.</summary>
    internal async Task PostAsync(JsonObject folder)
    {
        var id = (string)folder["folder_id"]!;
        Oz.Folders[id] = folder.DeepClone().AsObject();
        _firstSeen.TryAdd(id, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        using var response = await Server.PostAsync(new StringContent(folder.ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Posts a folder whose notification the CRM rejects until it is repaired.</summary>
    internal async Task<string> PostRefusedAsync(string name)
    {
        IsCrmBroken = true;
        var id = $"{Fails}{name}-{++_posted}";
        await PostPassedAsync(id);
        return id;
    }

    /// <summary>Creates a dead delivery.</summary>
    internal async Task<string> PostDeadAsync(string name)
    {
        var id = await PostRefusedAsync(name);
        await Server.WaitForAsync("deliveries?state=dead&limit=200", page => page["items"]!.AsArray().Any(item => (string?)item!["folder"] == id));

        // After failures without a success in between, the server would send only one probe per half minute.
        await PostPassedAsync($"taken-{id}");
        await WaitTakenAsync($"taken-{id}");
        return id;
    }

    internal Task WaitTakenAsync(string id) => Poll.UntilAsync(() => Crm.Taken.Any(received => (string?)received.Data["folderId"] == id));

    internal static double Now() => Math.Floor((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);

    private Task PostPassedAsync(string id) => PostAsync(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", Now())], "FINISHED", "SUCCESS", Now(), id));

    private async Task PlayPastAsync(PastIngest past)
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var daysAgo = PastDays; daysAgo > 0; daysAgo--)
        {
            var noon = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-daysAgo).AddHours(12);
            for (var i = 0; i < 8 + _random.Next(10); i++)
            {
                var (script, id) = NewScript(noon.AddMinutes(i));
                await past.ApplyAsync(Played(script), noon.AddMinutes(i));
                _firstSeen[id] = DateOnly.FromDateTime(noon.UtcDateTime);
            }
        }

        // Running for two hours, so reconciliation reports the folder as overdue.
        var began = now.AddHours(-2);
        var running = PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", "PROCESSING", Seconds(began), "group-1", "QUALITY", Seconds(began))], "PROCESSING", "PROCESSING", Seconds(began), OverdueId);
        Oz.Folders[OverdueId] = running;
        await past.ApplyAsync(running, began);
        _firstSeen[OverdueId] = DateOnly.FromDateTime(began.UtcDateTime);
    }

    private async Task PlayTodayAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < FoldersToday; i++)
        {
            // Some folders have no webhook at all; reconciliation discovers them.
            var (script, id) = NewScript(now.AddSeconds(-60));
            var webhook = Played(script);
            _firstSeen[id] = DateOnly.FromDateTime(now.UtcDateTime);
            if (i % 8 != 0)
            {
                await PostAsync(webhook);
            }
        }

        await PostAsync(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", Now(), "group-1", "QUALITY")], "FINISHED", "DECLINED", Now(), DriftId));
        await PostAsync(Hostile());
        await PostDeadAsync("letter");
    }

    private (FolderScript Script, string Id) NewScript(DateTimeOffset now)
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        var id = $"{new Guid(bytes)}";
        return (new FolderScript(Oz, id, now, _random), id);
    }

    private static JsonObject Played(FolderScript script)
    {
        var last = script.Step();
        while (!script.IsOver)
        {
            last = script.Step();
        }

        return last;
    }

    private static JsonObject Hostile()
    {
        const string Image = "\"><img src=x onerror=window.hacked=1>";
        var folder = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", Image, Now(), "group-1", "<i>QUALITY</i>")], "<b>PASSED</b>", Image, Now(), HostileId);
        folder["meta_data"] = new JsonObject { ["transaction_id"] = HostileText, ["note"] = new string('x', 10_000) };
        return folder;
    }

    private async Task AnswerOfCrmAsync(HttpContext context, Received received)
    {
        if (IsCrmBroken && received.Data["folderId"] is { } id && ((string)id!).StartsWith(Fails, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsync("<script>window.hacked=1</script>");
        }
    }

    // A fixture cannot skip tests: an exception in it makes them fail.
    private T Made<T>(T part)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        return part;
    }

    private static double Seconds(DateTimeOffset time) => Math.Floor((time - DateTimeOffset.UnixEpoch).TotalSeconds);
}
