using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using OzFunctions.OzSimulator;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>All that a run is made of: servers, their storage, Oz, and the bank's systems.</summary>
internal sealed class ChaosWorld : IAsyncDisposable
{
    /// <summary>How many servers there are while there is trouble.</summary>
    public const int Servers = 2;

    // Below those that systems give to connections, of which one could hold a port while the storage is away, and keep it from coming back.
    private const int LowestPort = 20_000;
    private const int HighestPort = 30_000;

    private const int Calm = Servers;
    private const double Speed = 5;
    private const double Faults = 0.04;
    private const double Failures = 0.4;

    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Dawdling = TimeSpan.FromMilliseconds(300);

    private static int _lastPort = LowestPort + (Environment.ProcessId % (HighestPort - LowestPort));

    private readonly int _seed;
    private readonly bool _isFlex;
    private readonly Random _random;
    private readonly AzuriteInstallation _installation;
    private readonly AzuritePorts _ports = NextPorts();
    private readonly string _data = Directory.CreateTempSubdirectory("ozfunctions-chaos-").FullName;
    private readonly DateTimeOffset _epoch = TimeProvider.System.GetUtcNow();
    private readonly List<ChaosEndpoint> _endpoints = [];

    // Bound and not listening: whoever connects is refused, and nobody else takes the port.
    private readonly Socket _down = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private bool _isCalm;

    private ChaosWorld(int seed, bool isFlex, AzuriteInstallation installation, Action<string> log)
    {
        (_seed, _isFlex, _installation, _random) = (seed, isFlex, installation, new Random(seed));
        Log = log;
        Clock = new FastClock(_epoch, Speed, TimeSpan.Zero);
        Fleet = new Fleet(Servers + 1, SettingsOf, log);
    }

    /// <summary>The time, as a server would have it whose clock is right.</summary>
    public FastClock Clock { get; }

    /// <summary>The servers.</summary>
    public Fleet Fleet { get; }

    /// <summary>The emulator; null while it is away.</summary>
    public AzuriteProcess? Azurite { get; private set; }

    /// <summary>Oz.</summary>
    public SimulatedOz Oz { get; private set; } = null!;

    /// <summary>The bank's systems.</summary>
    public IReadOnlyList<ChaosEndpoint> Endpoints => _endpoints;

    /// <summary>The storage.</summary>
    public string ConnectionString => _ports.ConnectionString;

    /// <summary>Whether Oz can be asked; without, only webhooks tell anything.</summary>
    public bool HasOz => _seed % 3 != 0;

    /// <summary>Takes what the servers print, and what is done to them.</summary>
    public Action<string> Log { get; }

    private bool IsVerifying => _seed % 3 == 2;

    /// <summary>Starts everything.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="isFlex">Whether the first server takes no messages.</param>
    /// <param name="installation">The emulator.</param>
    /// <param name="log">Takes what the servers print.</param>
    /// <returns>The world.</returns>
    public static async Task<ChaosWorld> StartAsync(int seed, bool isFlex, AzuriteInstallation installation, Action<string> log)
    {
        var world = new ChaosWorld(seed, isFlex, installation, log);
        await world.StartStorageAsync();
        world.Oz = await SimulatedOz.StartAsync();
        world.Oz.TokensLast = TimeSpan.FromDays(30);
        await world.AddEndpointAsync("well", ["folder.resolution_changed", "group.resolution_changed"]);
        await world.AddEndpointAsync("shaky", ["folder.resolution_changed"]);
        await world.AddEndpointAsync("slow", ["folder.resolution_changed"]);
        world.LetOneFail();
        ChaosEndpoint.Trouble(world._endpoints[2].Sink!, new Random(seed), failures: 0, Dawdling);
        world._down.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        world._endpoints.Add(new ChaosEndpoint("down", ["folder.resolution_changed"], new Uri($"http://{world._down.LocalEndPoint}/hooks")));
        await world.StartServersAsync();
        return world;
    }

    /// <summary>Starts the servers that do not run.</summary>
    /// <returns>A task that ends when they serve, or were not able to.</returns>
    public Task StartServersAsync() => Task.WhenAll(Enumerable.Range(0, Servers).Select(Fleet.StartAsync));

    /// <summary>Starts the storage where it left off.</summary>
    /// <returns>A task that ends when it answers.</returns>
    /// <exception cref="OzFunctions.Server.StartupException">It does not start.</exception>
    public async Task StartStorageAsync()
    {
        Azurite = await AzuriteProcess.StartAsync(_installation, _ports, _data, CancellationToken.None);
        Log("The storage serves.");
    }

    /// <summary>Ends the storage as on SIGTERM.</summary>
    /// <returns>A task that ends when it is gone.</returns>
    public async Task StopStorageAsync()
    {
        Log("The storage is told to stop.");
        await (Azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        Azurite = null;
    }

    /// <summary>Lets the one of the bank's systems fail that does so now and then.</summary>
    public void LetOneFail() => ChaosEndpoint.Trouble(_endpoints[1].Sink!, new Random(_seed), Failures, longest: TimeSpan.Zero);

    /// <summary>Makes well what is ill, and starts one server, whose clock is right, to do what is left.</summary>
    /// <returns>A task that ends when it serves.</returns>
    public async Task CalmAsync()
    {
        for (var i = 0; i < Servers; i++)
        {
            Fleet.Kill(i);
        }

        foreach (var endpoint in _endpoints.Where(static endpoint => endpoint.Sink is not null))
        {
            endpoint.Sink!.Always(StatusCodes.Status204NoContent);
        }

        var down = _endpoints[^1];
        _down.Dispose();
        down.Sink = await Sink.StartAsync(port: down.Url.Port);
        down.Sink.Always(_seed % 2 == 0 ? StatusCodes.Status204NoContent : StatusCodes.Status410Gone);
        _isCalm = true;
        await Fleet.StartAsync(Calm);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Fleet.Dispose();
        _down.Dispose();
        foreach (var endpoint in _endpoints)
        {
            await (endpoint.Sink?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await Oz.DisposeAsync();
        await StopStorageAsync();
        Directory.Delete(_data, recursive: true);
    }

    private static AzuritePorts NextPorts()
    {
        var last = Interlocked.Add(ref _lastPort, 3);
        return new AzuritePorts(last - 2, last - 1, last);
    }

    private async Task AddEndpointAsync(string name, string[] events)
    {
        var sink = await Sink.StartAsync();
        _endpoints.Add(new ChaosEndpoint(name, events, sink.Url) { Sink = sink });
    }

    private Dictionary<string, string> SettingsOf(int number)
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = ConnectionString,
            ["Webhook__Mode"] = IsVerifying ? "Verify" : "Trust",
            ["Notifications__Schedule__0"] = "00:00:05",
            ["Notifications__Schedule__1"] = "00:00:10",
            ["Notifications__Schedule__2"] = "00:00:20",
            ["Reconciliation__Schedule"] = _isCalm ? "0 0 0 1 1 *" : "*/30 * * * * *",
            ["Retention__Schedule"] = "0 0 0 1 1 *",
            ["Logging__LogLevel__Default"] = "Information",

            // They live too short to gain by it.
            ["DOTNET_TieredPGO"] = "0",
        };
        if (HasOz)
        {
            settings["Oz__BaseUrl"] = $"{Oz.Url}";
            settings["Oz__Email"] = SimulatedOz.Email;
            settings["Oz__Password"] = SimulatedOz.Password;
            settings["Oz__AllowHttp"] = "true";
            settings["Oz__RequestsPerSecond"] = "100";
        }

        foreach (var endpoint in _endpoints)
        {
            endpoint.Write(settings);
        }

        lock (_random)
        {
            var skew = number == Calm ? TimeSpan.Zero : MostSkew * ((2 * _random.NextDouble()) - 1);
            new ChaosSettings(_random.Next(), _epoch, Speed, skew, number == Calm ? 0 : Faults).Write(settings);
        }

        return _isFlex && number == 0 ? FlexStartup.ServingHttpOnly(settings) : settings;
    }
}
