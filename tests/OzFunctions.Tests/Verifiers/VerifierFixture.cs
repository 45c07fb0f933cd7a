using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OzFunctions.Server;
using OzFunctions.Server.Node;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Verifiers;

/// <summary>Third-party libraries and the receivers shown on the notifications page, ready to run.</summary>
public sealed class VerifierFixture : IAsyncLifetime
{
    private const string Python = "python3";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "Verifiers");

    private static readonly NpmInstallation Npm = new("verifiers", Source, "package.json", "package-lock.json", "check.mjs", "verify.mjs") { NpmTimeout = Patience };

    private readonly List<Process> _processes = [];

    private string? _missing;

    /// <summary>The directory with the Node.js scripts and the libraries that they need.</summary>
    internal string NodeDirectory
    {
        get
        {
            // A fixture cannot skip tests: an exception in it makes them fail.
            Assert.SkipWhen(_missing is not null, _missing ?? "");
            return field;
        }
        private set;
    } = "";

    public async ValueTask InitializeAsync()
    {
        try
        {
            NodeDirectory = await Npm.EnsureAsync(NpmInstallation.DefaultCacheDirectory, static _ => { }, CancellationToken.None);
        }
        catch (StartupException e)
        {
            _missing = $"The libraries that verify signatures cannot be installed. {e.Message}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Starts a Node.js receiver and waits until it listens.</summary>
    internal Task<Uri> StartNodeAsync(string script, string secret) => StartAsync("node", Path.Combine(NodeDirectory, script), secret);

    /// <summary>Starts a Python receiver, which uses only the standard library, and waits until it listens.</summary>
    internal async Task<Uri> StartPythonAsync(string script, string secret)
    {
        Assert.SkipUnless(await RunsPythonAsync(), $"'{Python}' is not on the PATH, is older than 3.9, or lacks parts of its standard library: install it, for example by `apt-get install python3`.");
        return await StartAsync(Python, Path.Combine(Source, script), secret);
    }

    // The placeholder for a missing Python, as on Windows and with pyenv, also exits with an error.
    private static async Task<bool> RunsPythonAsync()
    {
        const string Needs = "import base64, hashlib, hmac, http.server, json, sys; sys.exit(sys.version_info < (3, 9))";
        try
        {
            using var python = Process.Start(new ProcessStartInfo(Python, ["-c", Needs]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await python.WaitForExitAsync().WaitAsync(Patience);
            return python.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private async Task<Uri> StartAsync(string program, string script, string secret)
    {
        var port = FreePort.Find();
        var start = new ProcessStartInfo(program, [script]) { RedirectStandardOutput = true, RedirectStandardError = true };
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
