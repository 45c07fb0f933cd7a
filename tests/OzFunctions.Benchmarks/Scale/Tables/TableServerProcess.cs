using System.Diagnostics;
using System.Globalization;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A <see cref="TableServer"/> in its own process, so that its memory and processor time are not counted with others.</summary>
internal sealed class TableServerProcess : IDisposable
{
    /// <summary>The first argument that makes this program such a server.</summary>
    public const string Name = "table-server";

    private const string Serves = "Tables are served at ";

    private readonly Process _process;

    private TableServerProcess(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts the process.</summary>
    /// <returns>The running server, without tables.</returns>
    /// <exception cref="InvalidOperationException">The process exited before it listened.</exception>
    public static async Task<TableServerProcess> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "OzFunctions.Benchmarks.dll"), Name, "--port", "0"]) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync();
        return line?.StartsWith(Serves, StringComparison.Ordinal) is true
            ? new TableServerProcess(process, new Uri(line[Serves.Length..]).Port)
            : throw new InvalidOperationException("The table server did not start.");
    }

    /// <summary>Serves requests until the process is stopping.</summary>
    /// <param name="args"><c>--port 10002</c>; 0 for any free port.</param>
    /// <param name="output">Receives the address.</param>
    /// <returns>0; 1 if it received unknown requests.</returns>
    /// <exception cref="ArgumentException">An argument is not valid.</exception>
    public static async Task<int> ServeAsync(string[] args, TextWriter output)
    {
        var port = args is ["--port", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : throw new ArgumentException($"'{string.Join(' ', args)}' is not --port and a number.");
        await using var server = await TableServer.StartAsync(port);
        await output.WriteLineAsync($"{Serves}{server.Url}");
        await server.WaitAsync();
        foreach (var unknown in server.Service.Unknown)
        {
            await Console.Error.WriteLineAsync(unknown);
        }

        return server.Service.Unknown.IsEmpty ? 0 : 1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
