using Microsoft.AspNetCore.Http;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Benchmarks.Scale.Tables;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>A server process with its own in-memory storage and the endpoints <c>good</c> and <c>bad</c>.</summary>
internal sealed class IsolationWorld : IAsyncDisposable
{
    private const string Event = "folder.resolution_changed";
    private const int Connections = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan PatienceForEach = TimeSpan.FromMilliseconds(20);

    private readonly AzuritePorts _ports;
    private readonly AzuriteProcess _azurite;
    private readonly TableServerProcess? _tables;
    private readonly OwnNameServer? _names;
    private readonly LoadSink _good;
    private readonly BenchmarkServer _server;
    private int _posted;
    private bool _gaveUp;

    private IsolationWorld(AzuritePorts ports, AzuriteProcess azurite, TableServerProcess? tables, OwnNameServer? names, LoadSink good, FaultyEndpoint bad, BenchmarkServer server)
    {
        (_ports, _azurite, _tables, _names, _good, Bad, _server) = (ports, azurite, tables, names, good, bad, server);
        Backlog = new Backlog(ports.ConnectionString);
    }

    /// <summary>The endpoint that will fail.</summary>
    public FaultyEndpoint Bad { get; }

    /// <summary>The messages in the work queues.</summary>
    public Backlog Backlog { get; }

    /// <summary>Starts the processes.</summary>
    /// <param name="installation">The Azurite to run.</param>
    /// <param name="trouble">The fault that <c>bad</c> will have.</param>
    /// <param name="countsTables">Whether the tables are served from memory in place of Azurite's.</param>
    /// <returns>The world, in which all endpoints are healthy.</returns>
    /// <exception cref="PlatformNotSupportedException">The process cannot be given its own name server.</exception>
    public static async Task<IsolationWorld> StartAsync(AzuriteInstallation installation, Trouble trouble, bool countsTables)
    {
        var names = trouble is Trouble.HasNoAddress
            ? OwnNameServer.TryStart() ?? throw new PlatformNotSupportedException("Only root on Linux can give a process its own name server.")
            : null;
        var ports = FreePort.ForAzurite();
        var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        var tables = countsTables ? await TableServerProcess.StartAsync() : null;
        ports = ports with { Table = tables?.Port ?? ports.Table };
        var (good, bad) = (await LoadSink.StartAsync(), await FaultyEndpoint.StartAsync(trouble, names?.Names));
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = ports.ConnectionString,
            ["Logging__LogLevel__Default"] = "Error",

            // Everything is compiled during the warm-up, so that no window is slowed down by the compiler.
            ["DOTNET_TieredCompilation"] = "0",
        };
        settings.WithEndpoint("good", good.Url, events: Event).WithEndpoint("bad", bad.Url, TimeSpan.FromSeconds(2), Event);
        return new IsolationWorld(ports, azurite, tables, names, good, bad, await BenchmarkServer.StartAsync(settings, by: names?.Program));
    }

    /// <summary>Posts one webhook for each of a number of new folders. Each causes one notification to each endpoint.</summary>
    /// <param name="count">The number of folders.</param>
    /// <param name="rate">The number of webhooks a second, whatever the response times.</param>
    /// <returns>The acknowledged webhooks.</returns>
    public Task<IReadOnlyList<LoadPoster.Posted>> PostAsync(int count, double rate)
    {
        var webhooks = Enumerable.Range(_posted, count).Select(static i => $"folder-{i}").Select(static id => new LoadWebhook(id, 1, IsTold: true, BenchmarkBodies.Folder(id, analyses: 2, "FINISHED", updated: 1))).ToList();
        _posted += count;
        return new LoadPoster(new LoadOptions(count, Connections, rate, Seed: 0)).PostAsync(_server.Api, webhooks);
    }

    /// <summary>The number of acknowledged folders that <c>good</c> was not notified of.</summary>
    public int Untold => _posted - FirstTimes(_good.Arrivals).Count;

    /// <summary>Waits until <c>good</c> was notified of all acknowledged folders. After one timeout, later calls do not wait.</summary>
    /// <returns>When it was first notified of each folder, without the folders that it was not notified of.</returns>
    public async Task<Dictionary<string, long>> DrainAsync()
    {
        var patience = _gaveUp ? TimeSpan.Zero : Patience + (_posted * PatienceForEach);
        _gaveUp = !await Waiting.UntilAsync(() => Task.FromResult(_good.Arrivals.Count >= _posted && Untold == 0), patience);
        return FirstTimes(_good.Arrivals);
    }

    /// <summary>Reads the resources that the server has used since its start.</summary>
    /// <returns>The figures.</returns>
    public async Task<Usage> MeasureAsync()
    {
        var figures = await _server.MeasureAsync();
        return new Usage(figures.Requests.GetValueOrDefault(_ports.Table) + figures.Requests.GetValueOrDefault(_ports.Queue), figures.CpuMilliseconds);
    }

    /// <summary>Enables <c>bad</c> as an operator does. In Development no key is needed.</summary>
    /// <returns>A task that completes when the request was accepted.</returns>
    public async Task EnableBadAsync()
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync($"{_server.Api}/endpoints/bad/enable", content: null);
        if ((int)answer.StatusCode != StatusCodes.Status202Accepted)
        {
            throw new HttpRequestException($"POST endpoints/bad/enable was answered with {answer.StatusCode}.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await _good.DisposeAsync();
        await Bad.DisposeAsync();
        await _azurite.DisposeAsync();
        _tables?.Dispose();
        _names?.Dispose();
    }

    // A folder's notification may arrive more than once.
    private static Dictionary<string, long> FirstTimes(IEnumerable<LoadSink.Arrival> arrivals)
    {
        var first = new Dictionary<string, long>();
        foreach (var arrival in arrivals)
        {
            first.TryAdd(arrival.FolderId, arrival.At);
        }

        return first;
    }
}
