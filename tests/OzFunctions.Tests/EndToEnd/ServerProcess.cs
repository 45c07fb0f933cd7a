using System.Collections.Concurrent;
using System.Diagnostics;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>The server as a process of its own, as users run it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string WebhookKey = "test-webhook-key-4f1c";
    public const string ReadKey = "test-read-key-9b2e";

    private const string Serves = "OzFunctions serves ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<string> _api = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    public int ProcessId => _process.Id;

    public string Output => string.Join('\n', _output);

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The settings of a server outside Development with everything that it asks for.</summary>
    public static Dictionary<string, string> Production(string connectionString) => new()
    {
        ["AzureWebJobsStorage"] = connectionString,
        ["Keys__Webhook__0"] = WebhookKey,
        ["Keys__Read__0"] = ReadKey,
        ["Webhook__Mode"] = "Trust",
        ["Folders__MetadataKeys__0"] = "transaction_id",
    };

    public static async Task<ServerProcess> StartAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var server = Launch(settings, arguments);
        server.Client = new HttpClient { BaseAddress = new Uri(await server._api.Task.WaitAsync(Patience) + "/") };
        server.Client.DefaultRequestHeaders.Add("x-functions-key", ReadKey);
        return server;
    }

    /// <summary>Starts a server that is not expected to serve.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        await using var server = Launch(settings, arguments);
        await server._process.WaitForExitAsync().WaitAsync(Patience);
        return (server._process.ExitCode, server.Output);
    }

    /// <summary>Sends what Ctrl+C sends, and waits for the end.</summary>
    public async Task<int> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{ProcessId}"]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Waits until the server has printed a text: its log is written behind its answers.</summary>
    public async Task WaitForOutputAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    public Task<HttpResponseMessage> PostAsync(HttpContent body) =>
        Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "oz/webhooks") { Content = body, Headers = { { "x-functions-key", WebhookKey } } });

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ServerProcess Launch(Dictionary<string, string> settings, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "OzFunctions.Server.dll"), "--urls", "http://127.0.0.1:0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory.CreateTempSubdirectory("ozfunctions-").FullName,
        };

        foreach (var name in (string[])["AzureWebJobsStorage", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_URLS"])
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var server = new ServerProcess(process);
        process.OutputDataReceived += (_, line) => server.Note(line.Data);
        process.ErrorDataReceived += (_, line) => server.Note(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => server._api.TrySetException(new InvalidOperationException($"The server ended:\n{server.Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.StartsWith(Serves, StringComparison.Ordinal))
        {
            _api.TrySetResult(line[Serves.Length..].Split(' ')[0]);
        }
    }
}
