using OzFunctions.Benchmarks.Load;
using OzFunctions.Benchmarks.Scale.Queues;
using OzFunctions.Benchmarks.Scale.Tables;
using OzFunctions.OzSimulator;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>
/// The server as users run it. Its tables are counted in memory, or are Azurite's; its queues are Azurite's behind a counting proxy. It has
/// a simulated Oz and two endpoints that accept everything.
/// </summary>
internal sealed class ScaleWorld : IAsyncDisposable
{
    private static readonly TimeSpan QuietFor = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly AzuriteProcess _azurite;
    private readonly QueueProxy _queues;
    private readonly LoadSink _sink;
    private readonly BenchmarkServer _server;
    private readonly HttpClient _controls;
    private readonly Backlog _backlog;

    private ScaleWorld(AzuriteProcess azurite, Backlog backlog, QueueProxy queues, LoadSink sink, BenchmarkServer server)
    {
        (_azurite, _backlog, _queues, _sink, _server) = (azurite, backlog, queues, sink, server);
        Api = new ScaleApi(server.Api);
        _controls = new HttpClient { BaseAddress = new Uri(server.Api) };
    }

    /// <summary>The counted tables; empty if the server uses Azurite's.</summary>
    public required TableServer Tables { get; init; }

    /// <summary>The connection string of the storage account, for reading past the server.</summary>
    public required string Storage { get; init; }

    /// <summary>The simulated Oz.</summary>
    public required SimulatedOz Oz { get; init; }

    /// <summary>The routes of the server.</summary>
    public ScaleApi Api { get; }

    /// <summary>The number of notifications so far.</summary>
    public long Notified => _sink.Arrivals.Count;

    /// <summary>The working set of the server, in MiB.</summary>
    public double MiB => _server.WorkingSet / 1024.0 / 1024;

    /// <summary>Starts a run of retention, as the schedule does.</summary>
    /// <returns>The run's id.</returns>
    public async Task<string?> StartRetentionAsync()
    {
        (await _controls.PostAsync(ScaleStartup.RetentionPath, content: null)).EnsureSuccessStatusCode();
        return (string?)(await Api.GetAsync("runs?kind=retention&limit=1"))["items"]![0]!["id"];
    }

    /// <summary>The total cost so far.</summary>
    public ScaleCost Cost => new(
        Tables.Service.Counts.Read().GroupBy(static count => count.Table).ToDictionary(static table => table.Key, static table => table.Select(static count => count.Figures).Aggregate(static (left, right) => left + right)),
        _queues.Counts,
        Oz.Requests);

    /// <summary>Starts a world without folders.</summary>
    /// <param name="installation">The Azurite to run.</param>
    /// <param name="countsTables">Whether the tables are counted.</param>
    /// <returns>The world.</returns>
    public static async Task<ScaleWorld> StartAsync(AzuriteInstallation installation, bool countsTables = true)
    {
        var ports = FreePort.ForAzurite();
        var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        var (tables, queues, oz, sink) = (await TableServer.StartAsync(), await QueueProxy.StartAsync(ports.Queue), await SimulatedOz.StartAsync(), await LoadSink.StartAsync());

        // The clock is set by days, and sessions that keep expiring would count as a fault.
        oz.TokensLast = TimeSpan.FromDays(1_000);
        var storage = (ports with { Table = countsTables ? tables.Url.Port : ports.Table, Queue = queues.Port }).ConnectionString;
        var settings = ScaleSettings.Of(storage, oz.Url, sink.Url);
        return new ScaleWorld(azurite, new Backlog(ports.ConnectionString), queues, sink, await BenchmarkServer.StartAsync(ScaleStartup.In(settings))) { Tables = tables, Storage = storage, Oz = oz };
    }

    /// <summary>Sets the server's clock, which runs on from there.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <returns>A task that completes when the clock is set.</returns>
    public async Task SetClockAsync(DateTimeOffset now)
    {
        var ahead = now - TimeProvider.System.GetUtcNow();
        (await _controls.PostAsync($"{ScaleStartup.ClockPath}?ahead={ahead:c}", content: null)).EnsureSuccessStatusCode();
    }

    /// <summary>Posts webhooks of a folder, and makes the simulated Oz return the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="first">The number of the first webhook, from 1.</param>
    /// <param name="last">The number of the last webhook.</param>
    /// <returns>A task that completes when they are acknowledged.</returns>
    public async Task TellAsync(ScaleFolder folder, int first, int last)
    {
        for (var webhook = first; webhook <= last; webhook++)
        {
            await Api.PostAsync(folder.Body(webhook), "applied");
        }

        Oz.Folders[folder.Id] = System.Text.Json.Nodes.JsonNode.Parse(folder.Body(last))!.AsObject();
    }

    /// <summary>Performs an action, waits until all work that follows from it is done, and returns the cost.</summary>
    /// <param name="act">The action; returns the id of the run that it started, or null.</param>
    /// <returns>The cost.</returns>
    /// <exception cref="InvalidOperationException">The run did not finish.</exception>
    public async Task<ScaleCost> MeasureAsync(Func<Task<string?>> act)
    {
        await QuietAsync();
        var (before, cost) = (Cost, ScaleCost.None);
        for (var run = await act(); ;)
        {
            await QuietAsync();
            cost += Cost - before;
            if (run is null || await Api.IsFinishedAsync(run))
            {
                return cost;
            }

            // The query for the state of the run does not count.
            before = Cost;
        }
    }

    /// <summary>Waits until no work is in progress or queued.</summary>
    /// <returns>A task that completes at that time.</returns>
    public async Task QuietAsync()
    {
        do
        {
            await StillAsync();
        }
        while (await _backlog.CountAsync(CancellationToken.None) > 0);
    }

    private async Task StillAsync()
    {
        var stillSince = TimeProvider.System.GetTimestamp();
        var (cost, isUnderWay) = (Cost, true);
        while (isUnderWay || TimeProvider.System.GetElapsedTime(stillSince) < QuietFor)
        {
            await Task.Delay(Glance, TimeProvider.System);
            isUnderWay = await _controls.GetStringAsync(ScaleStartup.UnderWayPath) != "0";
            var now = Cost;
            if (!(now - cost is { Tables.Count: 0, Queues.Count: 0, Oz: 0 }))
            {
                (cost, stillSince) = (now, TimeProvider.System.GetTimestamp());
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        Api.Dispose();
        _controls.Dispose();
        await _sink.DisposeAsync();
        await _queues.DisposeAsync();
        await Oz.DisposeAsync();
        await Tables.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
