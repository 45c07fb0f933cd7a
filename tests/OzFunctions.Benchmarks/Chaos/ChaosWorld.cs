using System.Net;
using OzFunctions.Benchmarks.Chaos.Endpoints;
using OzFunctions.OzSimulator;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>All that a run is made of: servers, their storage, Oz, and the bank's systems.</summary>
internal sealed class ChaosWorld : IAsyncDisposable
{
    /// <summary>How many servers there are while there is trouble.</summary>
    public const int Servers = 2;

    // The number of the only server of the past and calm phases.
    private const int Alone = Servers;

    // Below the ephemeral ports: while the storage is down, a connection could otherwise take one of its ports and prevent the restart.
    private const int LowestPort = 20_000;
    private const int HighestPort = 30_000;

    private static int _lastPort = LowestPort + (Environment.ProcessId % (HighestPort - LowestPort));

    private readonly AzuriteInstallation _installation;
    private readonly AzuritePorts _ports = NextPorts();
    private readonly string _data = Directory.CreateTempSubdirectory("ozfunctions-chaos-").FullName;
    private readonly ChaosServers _servers;
    private readonly OwnNameServer? _names;

    private ChaosWorld(int seed, AzuriteInstallation installation, Action<string> log)
    {
        (Seed, _installation, Log) = (seed, installation, log);
        Endpoints = ChaosEndpoints.Of(seed, _ports, OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess);
        _names = Endpoints.Any(static endpoint => endpoint.Behavior.Trouble is EndpointTrouble.HasNoAddress) ? OwnNameServer.TryStart() : null;
        _servers = new ChaosServers(this);
        Fleet = new Fleet(Servers + 1, _servers.SettingsOf, _names?.Program, log);
    }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>The phase.</summary>
    public ChaosPhase Phase { get; private set; }

    /// <summary>The clock of the current phase, without the offset of a single server.</summary>
    public TimeProvider Clock => ClockOf(Phase);

    /// <summary>The servers.</summary>
    public Fleet Fleet { get; }

    /// <summary>The emulator; null while it is away.</summary>
    public AzuriteProcess? Azurite { get; private set; }

    /// <summary>Oz.</summary>
    public SimulatedOz Oz { get; private set; } = null!;

    /// <summary>The bank's systems.</summary>
    public IReadOnlyList<ChaosEndpoint> Endpoints { get; }

    /// <summary>The storage.</summary>
    public string ConnectionString => _ports.ConnectionString;

    /// <summary>Whether an Oz account is configured; otherwise webhooks are the only source of data.</summary>
    public bool HasOz => Seed % 3 != 0;

    /// <summary>Whether webhooks are only hints to ask Oz.</summary>
    public bool IsVerifying => Seed % 3 == 2;

    /// <summary>Whether the first server takes no messages, as on Flex Consumption.</summary>
    public bool IsFlex => Seed % 2 == 1;

    /// <summary>Receives the lines that the servers print, and the events of the run.</summary>
    public Action<string> Log { get; }

    /// <summary>The foreign messages that were put into the work queues.</summary>
    public HashSet<string> Strays { get; } = [];

    /// <summary>How far the servers' clocks are ahead in the calm phase, so that a block after a rejected login has expired.</summary>
    public TimeSpan CalmAfter { get; set; }

    /// <summary>Starts all but the servers.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="installation">The emulator.</param>
    /// <param name="log">Receives the lines that the servers print.</param>
    /// <returns>The world.</returns>
    public static async Task<ChaosWorld> StartAsync(int seed, AzuriteInstallation installation, Action<string> log)
    {
        var world = new ChaosWorld(seed, installation, log);
        await world.StartStorageAsync();
        world.Oz = await SimulatedOz.StartAsync();
        world.Oz.TokensLast = TimeSpan.FromDays(30);
        await Task.WhenAll(world.Endpoints.Select(static endpoint => endpoint.StartAsync()));
        return world;
    }

    /// <summary>Kills the servers of the previous phase, enters a phase, and starts its servers.</summary>
    /// <param name="phase">The phase. The calm phase first recovers the endpoints and their names, and makes all of Oz's folders visible.</param>
    /// <returns>A task that completes when the servers are ready or could not start.</returns>
    public async Task EnterAsync(ChaosPhase phase)
    {
        Fleet.KillAll();
        Phase = phase;
        if (phase is ChaosPhase.Calm)
        {
            await Task.WhenAll(Endpoints.Select(static endpoint => endpoint.RecoverAsync()));
            SetNames(areKnown: true);
            foreach (var folderId in Oz.Folders.Keys)
            {
                Oz.HideUntil(folderId, DateTimeOffset.MinValue);
            }
        }

        await (phase is ChaosPhase.Trouble ? StartServersAsync() : Fleet.StartAsync(Alone));
    }

    /// <summary>The time in a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <returns>The clock.</returns>
    public TimeProvider ClockOf(ChaosPhase phase) => _servers.ClockOf(phase);

    /// <summary>Starts the servers that do not run.</summary>
    /// <returns>A task that ends when they serve, or were not able to.</returns>
    public Task StartServersAsync() => Task.WhenAll(Enumerable.Range(0, Servers).Select(Fleet.StartAsync));

    /// <summary>Lets the name server answer for the endpoints that have a name, or not.</summary>
    /// <param name="areKnown">Whether it answers.</param>
    public void SetNames(bool areKnown)
    {
        foreach (var endpoint in Endpoints.Where(static endpoint => endpoint.Behavior.Trouble is EndpointTrouble.HasNoAddress))
        {
            _names!.Names.Known.TryRemove(endpoint.Host, out _);
            if (areKnown)
            {
                _names.Names.Known[endpoint.Host] = [IPAddress.Loopback];
            }
        }
    }

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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Fleet.KillAll();
        foreach (var endpoint in Endpoints)
        {
            await endpoint.DisposeAsync();
        }

        await (Oz?.DisposeAsync() ?? ValueTask.CompletedTask);
        await StopStorageAsync();
        _names?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static AzuritePorts NextPorts()
    {
        var last = Interlocked.Add(ref _lastPort, 3);
        return new AzuritePorts(last - 2, last - 1, last);
    }
}
