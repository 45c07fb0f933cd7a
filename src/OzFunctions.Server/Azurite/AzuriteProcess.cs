using System.Diagnostics;
using OzFunctions.Server.Node;

namespace OzFunctions.Server.Azurite;

/// <summary>A running Azurite that ends with us, even when we are killed: it watches the pipe that is its standard input.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private const int Services = 3;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastLine;
    private int _listening;

    private AzuriteProcess(Process process) => _process = process;

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts it and waits until its three services listen.</summary>
    /// <param name="installation">What to run.</param>
    /// <param name="ports">Where it listens, on 127.0.0.1.</param>
    /// <param name="dataDirectory">Where it keeps its data; null for in memory.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The running emulator.</returns>
    /// <exception cref="StartupException">A port is taken, or it ended at once.</exception>
    public static async Task<AzuriteProcess> StartAsync(
        AzuriteInstallation installation,
        AzuritePorts ports,
        string? dataDirectory,
        CancellationToken cancellationToken)
    {
        if (await ports.ListeningAsync(cancellationToken) is [var taken, ..])
        {
            throw new StartupException($"Azurite cannot be started: something listens on port {taken} of this machine already. Stop it, or set AzureWebJobsStorage to the storage that it is.");
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

    /// <summary>Lets it save its data and end; kills it when it has not ended after 20 seconds.</summary>
    /// <returns>A task that ends when it has.</returns>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(patience.Token);
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

    /// <summary>What Node.js is started with.</summary>
    /// <param name="installation">What to run.</param>
    /// <param name="ports">Where it listens.</param>
    /// <param name="dataDirectory">Where it keeps its data; null for in memory.</param>
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

    // The pipes are drained for as long as it lives; a full one would stop it.
    private void Listen()
    {
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ready.TrySetException(new StartupException($"Azurite ended while it was starting: {_lastLine ?? "it gave no reason"}"));
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
            await _ready.Task.WaitAsync(StartPatience, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new StartupException($"Azurite did not serve within {StartPatience.TotalSeconds} seconds; its last words: {_lastLine ?? "none"}", e);
        }
    }
}
