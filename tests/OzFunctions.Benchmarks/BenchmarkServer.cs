using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Benchmarks;

/// <summary>The server as a process of its own, in Development.</summary>
internal sealed class BenchmarkServer : IDisposable
{
    private readonly Process _process;

    private BenchmarkServer(Process process, string api)
    {
        _process = process;
        Api = api;
    }

    /// <summary>Where its routes are.</summary>
    public string Api { get; }

    /// <summary>Starts it.</summary>
    /// <param name="settings">Its settings.</param>
    /// <returns>The running server.</returns>
    public static async Task<BenchmarkServer> StartAsync(Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "OzFunctions.Server.dll"), "--urls", "http://127.0.0.1:0", "--environment", "Development"])
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
            if (line.StartsWith("OzFunctions serves ", StringComparison.Ordinal))
            {
                _ = DrainAsync(server.StandardOutput);
                return new BenchmarkServer(server, line.Split(' ')[2]);
            }
        }

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

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static async Task DrainAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is not null)
        {
            // Nobody reads it, but a pipe that is full would stop the server.
        }
    }
}
