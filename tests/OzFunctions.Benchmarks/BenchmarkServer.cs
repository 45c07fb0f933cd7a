using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks;

/// <summary>A server in its own process, in Development, with the runtime settings of the published server.</summary>
internal sealed class BenchmarkServer : IDisposable
{
    /// <summary>The OzFunctions server.</summary>
    public const string Ours = "serve";

    /// <summary>The <see cref="PlainWay"/>.</summary>
    public const string Plain = "serve-plain";

    /// <summary>The <see cref="Load.Ceiling"/>.</summary>
    public const string Ceiling = "serve-ceiling";

    private const string Serves = " serves ";

    private readonly Process _process;

    private BenchmarkServer(Process process, string api)
    {
        _process = process;
        Api = api;
    }

    /// <summary>The address of its routes.</summary>
    public string Api { get; }

    /// <summary>The id of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Its working set, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="which"><see cref="Ours"/>, <see cref="Plain"/> or <see cref="Ceiling"/>.</param>
    /// <param name="log">Receives the lines that the server prints; null to discard them.</param>
    /// <param name="by">
    /// The program and its first arguments through which the server is started; it replaces itself with the server. Null to start the
    /// server directly.
    /// </param>
    /// <returns>The running server.</returns>
    /// <exception cref="InvalidOperationException">The server exited before it listened.</exception>
    public static async Task<BenchmarkServer> StartAsync(Dictionary<string, string> settings, string which = Ours, Action<string>? log = null, string[]? by = null)
    {
        var folder = AppContext.BaseDirectory;
        string[] program =
        [
            .. by ?? [],
            "dotnet", "exec", "--runtimeconfig", Path.Combine(folder, "OzFunctions.Server.runtimeconfig.json"), "--depsfile", Path.Combine(folder, "OzFunctions.Benchmarks.deps.json"),
            Path.Combine(folder, "OzFunctions.Benchmarks.dll"), which, "--urls", "http://127.0.0.1:0", "--environment", "Development",
        ];
        var start = new ProcessStartInfo(program[0], program.Skip(1))
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var server = Process.Start(start)!;
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            log?.Invoke(line);
            if (line.Split(Serves) is [_, var served])
            {
                _ = DrainAsync(server.StandardOutput, log);
                return new BenchmarkServer(server, served.Split(' ')[0]);
            }
        }

        await server.WaitForExitAsync();
        server.Dispose();
        throw new InvalidOperationException("The server did not start.");
    }

    /// <summary>Finds a free loopback port.</summary>
    /// <returns>The port.</returns>
    public static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <summary>Reads the resources that the server has used since its start.</summary>
    /// <returns>The figures.</returns>
    public async Task<ProcessFigures> MeasureAsync()
    {
        using var client = new HttpClient();
        return (await client.GetFromJsonAsync<ProcessFigures>(new Uri(new Uri(Api), MeasuringStartup.Path)))!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    // The output is read even when nobody needs it, because a full pipe would block the server.
    private static async Task DrainAsync(StreamReader output, Action<string>? log)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            log?.Invoke(line);
        }
    }
}
