using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.OpenApi;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>The server in its own process, as users run it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Serves = "OzFunctions serves ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly TemporaryDirectory _directory;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<string> _api = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process, TemporaryDirectory directory) => (_process, _directory) = (process, directory);

    public int ProcessId => _process.Id;

    public string Output => string.Join('\n', _output);

    public HttpClient Client { get; private set; } = null!;

    public static Task<ServerProcess> StartAsync(Dictionary<string, string> settings, params string[] arguments) => StartAsync(Launch(settings, arguments));

    /// <summary>Starts a server through another program, which must replace itself with the server.</summary>
    public static Task<ServerProcess> StartByAsync(string[] program, Dictionary<string, string> settings) => StartAsync(Launch(settings, [], program));

    /// <summary>Starts a server that is expected to exit instead of listening.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        await using var server = Launch(settings, arguments);
        await server._process.WaitForExitAsync().WaitAsync(Patience);
        return (server._process.ExitCode, server.Output);
    }

    /// <summary>
    /// Stops the server and waits for its exit. Uses SIGTERM, because the process that runs the tests may ignore SIGINT, the signal of
    /// Ctrl+C.
    /// </summary>
    public async Task<int> StopAsync()
    {
        await Signal.SendAsync("TERM", ProcessId);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Waits until the server has printed a text, because the log is written after the responses.</summary>
    public Task WaitForOutputAsync(string text) => Poll.UntilAsync(() => Output.Contains(text, StringComparison.Ordinal), expected: text);

    public Task<HttpResponseMessage> PostAsync(HttpContent body) =>
        Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "oz/webhooks") { Content = body, Headers = { { "x-functions-key", ServerSettings.WebhookKey } } });

    /// <summary>Posts as a sender that loses nothing: after a 503 it posts again.</summary>
    public async Task<HttpStatusCode> PostUntilTakenAsync(Func<HttpContent> body)
    {
        using var patience = new CancellationTokenSource(Patience * 3);
        while (true)
        {
            using var response = await PostAsync(body());
            if (response is not { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter.Delta: { } delay })
            {
                return response.StatusCode;
            }

            await Task.Delay(delay, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Sends a request with an admin key.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Json)> AdminAsync(HttpMethod method, string path, string? key = ServerSettings.AdminKey)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
        {
            request.Headers.Add("x-oz-admin-key", key);
        }

        using var response = await Client.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Sends a GET request with an admin key until the response is as expected.</summary>
    public Task<JsonNode> WaitForAsync(string path, Func<JsonNode, bool> isReached, [CallerArgumentExpression(nameof(isReached))] string expected = "") =>
        Poll.ReadAsync(async () => (await AdminAsync(HttpMethod.Get, path)).Json, isReached, expected: $"{path}: {expected}");

    /// <summary>Waits until the first page of today's rejected webhooks is as expected, because they are recorded after the responses.</summary>
    public async Task<JsonArray> WaitForRejectedAsync(Func<JsonArray, bool> isReached) =>
        (await WaitForAsync("webhooks/rejected?limit=200", page => isReached(page["items"]!.AsArray())))["items"]!.AsArray();

    /// <summary>Starts a run and waits for its end.</summary>
    public async Task<JsonNode> RunAsync(string path)
    {
        var (status, started) = await AdminAsync(HttpMethod.Post, path);
        Assert.Equal(HttpStatusCode.Accepted, status);
        return await EndOfRunAsync((string)started["runId"]!);
    }

    /// <summary>Waits for the end of a run.</summary>
    public Task<JsonNode> EndOfRunAsync(string id) => WaitForAsync($"runs/{id}", static run => (string?)run["state"] is not "running");

    /// <summary>Kills the server, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(ServerProcess server)
    {
        server.Client = new HttpClient(new ContractHandler()) { BaseAddress = new Uri(await server._api.Task.WaitAsync(Patience) + "/") };
        server.Client.DefaultRequestHeaders.Add("x-functions-key", ServerSettings.ReadKey);
        return server;
    }

    private static ServerProcess Launch(Dictionary<string, string> settings, string[] arguments, params string[] by)
    {
        var directory = new TemporaryDirectory();
        string[] command = [.. by, "dotnet", Path.Combine(AppContext.BaseDirectory, "OzFunctions.Server.dll"), "--urls", "http://127.0.0.1:0", .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory.Path,
        };

        foreach (var name in (string[])["AzureWebJobsStorage", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_URLS"])
        {
            start.Environment.Remove(name);
        }

        // Profiling pays only in a process that lives longer, and costs a seventh of the processor time of these.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var server = new ServerProcess(process, directory);
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
        if (line.Split(Serves) is [_, var served, ..])
        {
            _api.TrySetResult(served.Split(' ')[0]);
        }
    }
}
