using OzFunctions.Benchmarks.Load;
using OzFunctions.Benchmarks.Scale.Tables;
using OzFunctions.OzSimulator;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Soak;

/// <summary>Two servers with one storage account, an endpoint of each kind, a simulated Oz, and both schedules set to every minute.</summary>
internal sealed class SoakWorld : IAsyncDisposable
{
    private const int Servers = 2;
    private const string EachMinute = "0 * * * * *";

    private readonly AzuriteProcess _azurite;
    private readonly TableServerProcess _tables;
    private readonly BenchmarkServer[] _servers;

    private SoakWorld(AzuriteProcess azurite, TableServerProcess tables, AzuritePorts ports, EveryKind kinds, SimulatedOz oz, BenchmarkServer[] servers)
    {
        (_azurite, _tables, _servers, Kinds, Oz, ConnectionString) = (azurite, tables, servers, kinds, oz, ports.ConnectionString);
        Backlog = new Backlog(ConnectionString);
    }

    /// <summary>The services behind the endpoints.</summary>
    public EveryKind Kinds { get; }

    /// <summary>The simulated Oz.</summary>
    public SimulatedOz Oz { get; }

    /// <summary>The connection string of the storage account.</summary>
    public string ConnectionString { get; }

    /// <summary>The messages in the work queues.</summary>
    public Backlog Backlog { get; }

    /// <summary>The addresses of the servers' routes.</summary>
    public IReadOnlyList<string> Apis => Array.ConvertAll(_servers, static server => server.Api);

    /// <summary>The ids of the servers' processes.</summary>
    public IReadOnlyList<int> Processes => Array.ConvertAll(_servers, static server => server.ProcessId);

    /// <summary>Starts the processes.</summary>
    /// <param name="progress">Receives the progress of the installation.</param>
    /// <returns>The running world.</returns>
    public static async Task<SoakWorld> StartAsync(Action<string> progress)
    {
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, progress, CancellationToken.None);
        var ports = FreePort.ForAzurite();
        var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);

        // Azurite scans whole tables, so after an hour it would be the bottleneck.
        var tables = await TableServerProcess.StartAsync();
        ports = ports with { Table = tables.Port };
        var (kinds, oz) = (await EveryKind.StartAsync(ports.ConnectionString), await SimulatedOz.StartAsync());
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = ports.ConnectionString,
            ["Logging__LogLevel__Default"] = "Warning",
            ["Oz__BaseUrl"] = $"{oz.Url}",
            ["Oz__Email"] = SimulatedOz.Email,
            ["Oz__Password"] = SimulatedOz.Password,
            ["Oz__AllowHttp"] = "true",
            ["Reconciliation__Schedule"] = EachMinute,
            ["Retention__Schedule"] = EachMinute,

            // As in the image of the server.
            ["MALLOC_ARENA_MAX"] = "2",
        };
        kinds.Write(settings, "folder.resolution_changed");
        return new SoakWorld(azurite, tables, ports, kinds, oz, await Task.WhenAll(Enumerable.Range(0, Servers).Select(_ => BenchmarkServer.StartAsync(settings))));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Array.ForEach(_servers, static server => server.Dispose());
        await Kinds.DisposeAsync();
        await Oz.DisposeAsync();
        _tables.Dispose();
        await _azurite.DisposeAsync();
    }
}
