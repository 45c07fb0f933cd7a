using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Verifiers;

/// <summary>Libraries of others and the receivers that the README shows, ready to run.</summary>
public sealed class VerifierFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Process> _processes = [];

    private readonly TemporaryDirectory _directory = new();

    internal string Directory => _directory.Path;

    public async ValueTask InitializeAsync()
    {
        foreach (var file in System.IO.Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Verifiers")))
        {
            File.Copy(file, Path.Combine(Directory, Path.GetFileName(file)));
        }

        using var npm = NodeTool.Start("npm", Directory, ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        var errors = npm.StandardError.ReadToEndAsync();
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(npm.ExitCode == 0, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _directory.Dispose();
    }

    /// <summary>Starts a receiver and waits until it listens.</summary>
    internal async Task<Uri> StartAsync(string program, string script, string secret)
    {
        var port = FreePort.Find();
        var start = new ProcessStartInfo(program, [script]) { WorkingDirectory = Directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["WEBHOOK_SECRET"] = secret;
        start.Environment["PORT"] = $"{port}";
        var process = Process.Start(start)!;
        _processes.Add(process);

        var patience = Stopwatch.StartNew();
        while (!await IsListeningAsync(port))
        {
            Assert.False(process.HasExited, $"{program} {script} ended.");
            Assert.True(patience.Elapsed < Patience, $"{program} {script} does not listen.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return new Uri($"http://127.0.0.1:{port}/");
    }

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
