using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>Speaks to the servers: as Oz, which sends a webhook until it is acknowledged, and as an operator.</summary>
/// <param name="world">Where the servers are.</param>
/// <param name="random">Decides to which of them a webhook comes.</param>
internal sealed class ChaosClient(ChaosWorld world, Random random) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>What was not answered as it must be.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Posts a webhook until it is acknowledged.</summary>
    /// <param name="body">Its body.</param>
    /// <returns>A task that ends when it is.</returns>
    /// <exception cref="TimeoutException">None did for too long.</exception>
    public async Task PostAsync(JsonObject body)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (!await TryPostAsync(body, patience.Token))
            {
                await Task.Delay(Glance, TimeProvider.System, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Within {Patience.TotalSeconds:0} s no server acknowledged {body.ToJsonString()}");
        }
    }

    /// <summary>Reconciles with Oz.</summary>
    /// <returns>A task that ends when the run has.</returns>
    public async Task ReconcileAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var api = world.Fleet.Apis.Single();
        while (true)
        {
            // Another may still be under way, whose process was killed: it is gone on with.
            using var started = await _client.PostAsync($"{api}/reconcile", null, patience.Token);
            if (started.StatusCode is HttpStatusCode.Accepted)
            {
                var id = JsonDocument.Parse(await started.Content.ReadAsStringAsync(patience.Token)).RootElement.GetProperty("runId").GetString();
                await EndOfRunAsync($"{api}/runs/{id}", patience.Token);
                return;
            }

            await Task.Delay(Glance, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Waits until no work is left.</summary>
    /// <returns>A task that ends then, or when it was waited for too long, which is a fault.</returns>
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

    private async Task<bool> TryPostAsync(JsonObject body, CancellationToken cancellationToken)
    {
        if (world.Fleet.Apis is not { Count: > 0 } apis)
        {
            return false;
        }

        try
        {
            using var content = new StringContent(body.ToJsonString());
            using var answer = await _client.PostAsync($"{apis[random.Next(apis.Count)]}/oz/webhooks", content, cancellationToken);
            if (!answer.IsSuccessStatusCode && answer.StatusCode is not HttpStatusCode.ServiceUnavailable)
            {
                _faults.Enqueue($"A webhook was answered with {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }

            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Killed, or not there yet, or its storage does not answer.
            return false;
        }
    }

    private async Task EndOfRunAsync(string run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = JsonDocument.Parse(await _client.GetStringAsync(run, cancellationToken)).RootElement;
            if (state.GetProperty("state").GetString() is not "running" and var end)
            {
                if (end != "finished")
                {
                    _faults.Enqueue($"Reconciliation ended as {state}.");
                }

                return;
            }

            await Task.Delay(Glance, TimeProvider.System, cancellationToken);
        }
    }
}
