using System.Diagnostics;
using System.Globalization;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A <see cref="TableServer"/> as a process of its own, so that its memory and its processor time are nobody else's.</summary>
internal sealed class TableServerProcess : IDisposable
{
    /// <summary>The first argument of this program that makes it such a server.</summary>
    public const string Name = "table-server";

    private const string Serves = "Tables are served at ";

    private readonly Process _process;

    private TableServerProcess(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts one.</summary>
    /// <returns>The running server, without tables.</returns>
    /// <exception cref="InvalidOperationException">It ended before it served.</exception>
    public static async Task<TableServerProcess> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "OzFunctions.Benchmarks.dll"), Name, "--port", "0"]) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync();
        return line?.StartsWith(Serves, StringComparison.Ordinal) is true
            ? new TableServerProcess(process, new Uri(line[Serves.Length..]).Port)
            : throw new InvalidOperationException("The table server did not start.");
    }

    /// <summary>Serves until the process is told to stop.</summary>
    /// <param name="args"><c>--port 10002</c>; 0 for any that is free.</param>
    /// <param name="output">Told where it serves.</param>
    /// <returns>0; 1 where something was asked of it that it does not know.</returns>
    /// <exception cref="ArgumentException">Something else is there.</exception>
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
