using Microsoft.AspNetCore.Http;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Benchmarks.Scale.Tables;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>A server process with a storage in memory of its own, and the endpoints <c>good</c> and <c>bad</c>.</summary>
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

    private IsolationWorld(AzuritePorts ports, AzuriteProcess azurite, TableServerProcess? tables, OwnNameServer? names, LoadSink good, BadEndpoint bad, BenchmarkServer server)
    {
        (_ports, _azurite, _tables, _names, _good, Bad, _server) = (ports, azurite, tables, names, good, bad, server);
        Backlog = new Backlog(ports.ConnectionString);
    }

    /// <summary>The endpoint that gets into trouble.</summary>
    public BadEndpoint Bad { get; }

    /// <summary>The work that is left.</summary>
    public Backlog Backlog { get; }

    /// <summary>Starts one.</summary>
    /// <param name="installation">The Azurite to run.</param>
    /// <param name="trouble">What the trouble of <c>bad</c> will be.</param>
    /// <param name="countsTables">Whether its tables are not Azurite's.</param>
    /// <returns>The world, in which all is well.</returns>
    /// <exception cref="PlatformNotSupportedException">The process cannot be given a name server of its own.</exception>
    public static async Task<IsolationWorld> StartAsync(AzuriteInstallation installation, Trouble trouble, bool countsTables)
    {
        var names = trouble is Trouble.HasNoAddress
            ? OwnNameServer.TryStart() ?? throw new PlatformNotSupportedException("Only root on Linux can give a process a name server of its own.")
            : null;
        var ports = AzuritePorts.Free();
        var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        var tables = countsTables ? await TableServerProcess.StartAsync() : null;
        ports = ports with { Table = tables?.Port ?? ports.Table };
        var (good, bad) = (await LoadSink.StartAsync(), await BadEndpoint.StartAsync(trouble, names?.Names));
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = ports.ConnectionString,
            ["Logging__LogLevel__Default"] = "Error",

            // All is compiled while it warms up, so that no window is slow because of the compiler.
            ["DOTNET_TieredCompilation"] = "0",
        };
        settings.WithEndpoint("good", good.Url, events: Event).WithEndpoint("bad", bad.Url, TimeSpan.FromSeconds(2), Event);
        return new IsolationWorld(ports, azurite, tables, names, good, bad, await BenchmarkServer.StartAsync(settings, by: names?.Program));
    }

    /// <summary>Posts a webhook for each of so many new folders, of which each is told to both endpoints once.</summary>
    /// <param name="count">How many.</param>
    /// <param name="rate">How many a second, whatever the answers take.</param>
    /// <returns>What was acknowledged.</returns>
    public Task<IReadOnlyList<LoadPoster.Posted>> PostAsync(int count, double rate)
    {
        var webhooks = Enumerable.Range(_posted, count).Select(static i => $"folder-{i}").Select(static id => new LoadWebhook(id, 1, IsTold: true, BenchmarkBodies.Folder(id, analyses: 2, "FINISHED", updated: 1))).ToList();
        _posted += count;
        return new LoadPoster(new LoadOptions(count, Connections, rate, Seed: 0)).PostAsync(_server.Api, webhooks);
    }

    /// <summary>How many acknowledged folders <c>good</c> was not told of.</summary>
    public int Untold => _posted - FirstTimes(_good.Arrivals).Count;

    /// <summary>Waits until <c>good</c> was told of all that was acknowledged. Once this took too long, it is not waited for again.</summary>
    /// <returns>When it was told of each folder, the first time; those that it was not told of are missing.</returns>
    public async Task<Dictionary<string, long>> DrainAsync()
    {
        var patience = _gaveUp ? TimeSpan.Zero : Patience + (_posted * PatienceForEach);
        _gaveUp = !await Waiting.UntilAsync(() => Task.FromResult(_good.Arrivals.Count >= _posted && Untold == 0), patience);
        return FirstTimes(_good.Arrivals);
    }

    /// <summary>What the server has used since its start.</summary>
    /// <returns>The figures.</returns>
    public async Task<Usage> MeasureAsync()
    {
        var figures = await _server.MeasureAsync();
        return new Usage(figures.Requests.GetValueOrDefault(_ports.Table) + figures.Requests.GetValueOrDefault(_ports.Queue), figures.CpuMilliseconds);
    }

    /// <summary>Tells the server that <c>bad</c> is well, as an operator does. In Development no key is asked for.</summary>
    /// <returns>A task that ends when this was accepted.</returns>
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

    // Of each folder. A notification may come more than once.
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
