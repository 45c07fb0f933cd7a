using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks;

/// <summary>A server as a process of its own, in Development, under the settings of the runtime that our server is published with.</summary>
internal sealed class BenchmarkServer : IDisposable
{
    /// <summary>Our server.</summary>
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

    /// <summary>Where its routes are.</summary>
    public string Api { get; }

    /// <summary>The id of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The memory that it holds, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="which"><see cref="Ours"/>, <see cref="Plain"/> or <see cref="Ceiling"/>.</param>
    /// <param name="log">Takes the lines that it prints; null for nobody.</param>
    /// <param name="by">A program with its first arguments that starts it, and becomes it; null to start it directly.</param>
    /// <returns>The running server.</returns>
    /// <exception cref="InvalidOperationException">It ended before it served.</exception>
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

    /// <summary>A port on loopback at which nobody listens.</summary>
    /// <returns>The port.</returns>
    public static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <summary>What it has used since its start.</summary>
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

    // Also where nobody reads it: a pipe that is full would stop the server.
    private static async Task DrainAsync(StreamReader output, Action<string>? log)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            log?.Invoke(line);
        }
    }
}
