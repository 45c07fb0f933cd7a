using System.Diagnostics;
using OzFunctions.Server.Node;

namespace OzFunctions.Server.Azurite;

/// <summary>A running Azurite. It ends with this process, even when this process is killed, because it watches its standard input.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private const int Services = 3;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastLine;
    private int _listening;

    private AzuriteProcess(Process process) => _process = process;

    /// <summary>The process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts Azurite and waits until its three services listen.</summary>
    /// <param name="installation">The installation to start.</param>
    /// <param name="ports">The ports on 127.0.0.1.</param>
    /// <param name="dataDirectory">The folder of its data; null to keep the data in memory.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The running emulator.</returns>
    /// <exception cref="StartupException">A port is in use, or Azurite exited or did not start within 60 seconds.</exception>
    public static async Task<AzuriteProcess> StartAsync(
        AzuriteInstallation installation,
        AzuritePorts ports,
        string? dataDirectory,
        CancellationToken cancellationToken)
    {
        if (await ports.ListeningAsync(cancellationToken) is [var taken, ..])
        {
            throw new StartupException($"Azurite cannot be started: another process already listens on port {taken}. Stop it, or set AzureWebJobsStorage to a storage account.");
        }

        var process = NodeTool.Start("node", installation.Directory, Arguments(installation, ports, dataDirectory));
        var azurite = new AzuriteProcess(process);
        azurite.Listen();
        try
        {
            await azurite.WaitUntilReadyAsync(cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets Azurite save its data and exit. Kills it if it has not exited after 20 seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        finally
        {
            _process.Dispose();
        }
    }

    /// <summary>The arguments for Node.js.</summary>
    /// <param name="installation">The installation to start.</param>
    /// <param name="ports">The ports on 127.0.0.1.</param>
    /// <param name="dataDirectory">The folder of its data; null to keep the data in memory.</param>
    /// <returns>The arguments.</returns>
    internal static IEnumerable<string> Arguments(AzuriteInstallation installation, AzuritePorts ports, string? dataDirectory) =>
    [
        installation.LauncherPath,
        "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        "--blobHost", "127.0.0.1", "--blobPort", $"{ports.Blob}",
        "--queueHost", "127.0.0.1", "--queuePort", $"{ports.Queue}",
        "--tableHost", "127.0.0.1", "--tablePort", $"{ports.Table}",
        .. dataDirectory is null ? (string[])["--inMemoryPersistence"] : ["--location", dataDirectory],
    ];

    // The pipes are read until it exits. A full pipe would block it.
    private void Listen()
    {
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ready.TrySetException(new StartupException($"Azurite exited during start-up: {_lastLine ?? "no reason was given"}"));
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Note(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        _lastLine = line;
        if (line.Contains("successfully listening", StringComparison.Ordinal) && Interlocked.Increment(ref _listening) == Services)
        {
            _ready.TrySetResult();
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _ready.Task.WaitAsync(StartTimeout, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new StartupException($"Azurite did not start within {StartTimeout.TotalSeconds} seconds. Its last output: {_lastLine ?? "none"}", e);
        }
    }
}
