using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OzFunctions.Core;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>Sends requests to the servers: as Oz, which repeats a webhook until it is answered, and as an operator. Calls may be concurrent.</summary>
/// <param name="world">Where the servers are.</param>
/// <param name="random">Decides to which of them a request comes.</param>
internal sealed class ChaosClient(ChaosWorld world, Random random) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private static readonly DoublingDelay Pause = new(Glance, TimeSpan.FromSeconds(3));

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentQueue<string> _faults = new();
    private int _posted;

    /// <summary>The faults found: unexpected responses, failed runs, and work that is left over.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>The number of answered webhooks, including those answered with an error.</summary>
    public int Posted => _posted;

    /// <summary>Posts a webhook until a server gives a final response. Any response other than 200 or 202 is recorded as a fault.</summary>
    /// <param name="body">Its body.</param>
    /// <returns>A task that ends when it is.</returns>
    /// <exception cref="TimeoutException">No server gave a final response within two minutes.</exception>
    public async Task PostAsync(JsonObject body)
    {
        var (status, text) = await AskAsync(HttpMethod.Post, "oz/webhooks", body);
        Interlocked.Increment(ref _posted);
        if (status is not (HttpStatusCode.OK or HttpStatusCode.Accepted))
        {
            _faults.Enqueue($"A webhook was answered with {status}: {text}");
        }
    }

    /// <summary>Erases a folder, unless it is not stored.</summary>
    /// <param name="folderId">Its id.</param>
    /// <returns>Whether the folder was stored. A failed erasure is recorded as a fault.</returns>
    public async Task<bool> TryEraseAsync(string folderId)
    {
        var path = $"folders/{folderId}";
        if ((await AskAsync(HttpMethod.Get, path)).Status is not HttpStatusCode.OK)
        {
            return false;
        }

        // It is stored, so 404 means that an earlier try, of which the answer was lost, erased it.
        if ((await AskAsync(HttpMethod.Delete, path)).Status is not (HttpStatusCode.Accepted or HttpStatusCode.NotFound) and var status)
        {
            _faults.Enqueue($"The erasure of {folderId} was answered with {status}.");
        }

        return true;
    }

    /// <summary>Starts a run, unless one is under way.</summary>
    /// <param name="path">The route that starts it.</param>
    /// <returns>The run's id; null where another one is under way.</returns>
    public async Task<string?> StartAsync(string path)
    {
        var (status, text) = await AskAsync(HttpMethod.Post, path);
        if (status is not (HttpStatusCode.Accepted or HttpStatusCode.Conflict))
        {
            _faults.Enqueue($"{path} was answered with {status}: {text}");
        }

        return status is HttpStatusCode.Accepted ? JsonDocument.Parse(text).RootElement.GetProperty("runId").GetString() : null;
    }

    /// <summary>Starts a run and waits for its end. One that is under way, of a process that was killed, is waited for.</summary>
    /// <param name="path">The route that starts it.</param>
    /// <returns>A task that ends when it has ended.</returns>
    public async Task RunAsync(string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        string? id;
        while ((id = await StartAsync(path)) is null)
        {
            await Task.Delay(Glance, TimeProvider.System, patience.Token);
        }

        while (true)
        {
            var (_, text) = await AskAsync(HttpMethod.Get, $"runs/{id}");
            if (JsonDocument.Parse(text).RootElement.GetProperty("state").GetString() is not "running" and var end)
            {
                if (end != "finished")
                {
                    _faults.Enqueue($"{path} ended as {text}");
                }

                return;
            }

            await Task.Delay(Glance, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Waits until no work is left.</summary>
    /// <returns>A task that completes when the queues are empty, or at a timeout, which is recorded as a fault.</returns>
    public async Task DrainAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var backlog = new Backlog(world.ConnectionString);
        try
        {
            for (var empty = 0; empty < 3;)
            {
                empty = await backlog.CountAsync(patience.Token) == 0 ? empty + 1 : 0;
                await Task.Delay(Glance, TimeProvider.System, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            foreach (var queue in backlog.Queues)
            {
                var left = await queue.ExistsAsync() ? (await queue.PeekMessagesAsync(10)).Value : [];
                _faults.Enqueue($"Work is left over in {queue.Name}: {string.Join(' ', left.Select(static message => message.MessageText))}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // Sends a request to a random server, and repeats it until a server gives a final response.
    private async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            for (var tries = 0; ; tries++)
            {
                if (await TryAskAsync(method, path, body, patience.Token) is { } answer)
                {
                    return answer;
                }

                // Without a pause, slow servers would handle the same request several times, and get slower still.
                await Task.Delay(Pause.After(tries), TimeProvider.System, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Within {Patience.TotalSeconds:0} s no server answered {method} {path} {body?.ToJsonString()}. In the queues are {await new Backlog(world.ConnectionString).CountAsync(CancellationToken.None)} messages.");
        }
    }

    private async Task<(HttpStatusCode Status, string Text)?> TryAskAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        if (NextApi() is not { } api)
        {
            return null;
        }

        try
        {
            using var request = new HttpRequestMessage(method, $"{api}/{path}") { Content = body is null ? null : new StringContent(body.ToJsonString()) };
            using var answer = await _client.SendAsync(request, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.InternalServerError)
            {
                _faults.Enqueue($"{method} {path} was answered with 500.");
            }

            return answer.StatusCode is HttpStatusCode.ServiceUnavailable ? null : (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Killed, or not there yet, or its storage does not answer.
            return null;
        }
    }

    private string? NextApi()
    {
        lock (random)
        {
            return world.Fleet.Apis is { Count: > 0 } apis ? apis[random.Next(apis.Count)] : null;
        }
    }
}
