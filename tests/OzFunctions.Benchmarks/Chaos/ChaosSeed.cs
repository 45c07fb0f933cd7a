using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using OzFunctions.OzSimulator;
using OzFunctions.Server;
using OzFunctions.Server.Azurite;
using OzFunctions.Storage.Queues;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>
/// One run: folders live, webhooks come, and meanwhile servers are killed, the storage is restarted and fails, clocks disagree, the bank's systems fail and dawdle, and Oz comes and goes. Then all
/// that is ill becomes well, one server does what is left, and everything is checked.
/// </summary>
/// <remarks>The seed decides what is done; what meets what is up to the machine, as ever with processes.</remarks>
internal sealed class ChaosSeed : IAsyncDisposable
{
    private const int Servers = 2;
    private const double Speed = 10;
    private const double Faults = 0.04;
    private const int Calm = Servers;
    private const int MostStarts = 100;

    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly int _seed;
    private readonly Random _random;
    private readonly AzuriteInstallation _installation;
    private readonly AzuritePorts _ports = AzuritePorts.Free();
    private readonly string _data = Directory.CreateTempSubdirectory("ozfunctions-chaos-").FullName;
    private readonly FastClock _clock;
    private readonly DateTimeOffset _epoch = TimeProvider.System.GetUtcNow();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly List<ChaosEndpoint> _endpoints = [];
    private readonly Fleet _fleet;

    // Bound and not listening: whoever connects is refused, and nobody else takes the port.
    private readonly Socket _down = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private AzuriteProcess _azurite = null!;
    private SimulatedOz _oz = null!;
    private bool _isCalm;

    private ChaosSeed(int seed, AzuriteInstallation installation)
    {
        (_seed, _random, _installation) = (seed, new Random(seed), installation);
        _clock = new FastClock(_epoch, Speed, TimeSpan.Zero);
        _fleet = new Fleet(Servers + 1, SettingsOf, Log.Enqueue);
    }

    /// <summary>Whether Oz can be asked; without, only webhooks tell anything.</summary>
    private bool HasOz => _seed % 3 != 0;

    /// <summary>Whether webhooks are believed.</summary>
    private bool IsVerifying => _seed % 3 == 2;

    /// <summary>What the servers printed.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Runs a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="installation">The emulator.</param>
    /// <returns>What is wrong, what was done, and what the servers printed.</returns>
    public static async Task<(IReadOnlyList<string> Faults, string Summary, IReadOnlyCollection<string> Log)> RunAsync(int seed, AzuriteInstallation installation)
    {
        await using var run = new ChaosSeed(seed, installation);
        await run.BeginAsync();
        var plan = new ChaosPlan(run._oz, run._clock, run._random);
        var deeds = run.Deeds();
        var posted = 0;
        var trouble = run.TroubleAsync(deeds);
        while (!trouble.IsCompleted || !plan.IsOver)
        {
            // What keeps us from making trouble is none of it.
            await (trouble.IsFaulted ? trouble : Task.CompletedTask);
            foreach (var body in plan.Next())
            {
                await run.PostAsync(body, plan);
                posted++;
            }

            await Task.Delay(run.Some(120), TimeProvider.System);
        }

        await trouble;
        await run.EndAsync();
        var (faults, delivered, parked, again) = await ChaosVerdict.JudgeAsync(run._ports.ConnectionString, plan.Expected(run.HasOz), run._endpoints);
        return ([.. run._faults, .. faults], $"{posted} webhooks, {deeds.Count} deeds, {delivered} notifications delivered ({again} of them once more), {parked} held or dead", run.Log);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _fleet.Dispose();
        _client.Dispose();
        _down.Dispose();
        foreach (var endpoint in _endpoints)
        {
            await (endpoint.Sink?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await _oz.DisposeAsync();
        await _azurite.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private TimeSpan Some(int milliseconds)
    {
        lock (_random)
        {
            return TimeSpan.FromMilliseconds(_random.Next(milliseconds));
        }
    }

    private async Task BeginAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(_installation, _ports, _data, CancellationToken.None);
        _oz = await SimulatedOz.StartAsync();
        _oz.TokensLast = TimeSpan.FromDays(30);
        foreach (var (name, events) in ((string, string[])[])[("well", ["folder.resolution_changed", "group.resolution_changed"]), ("shaky", ["folder.resolution_changed"]), ("slow", ["folder.resolution_changed"])])
        {
            var sink = await Sink.StartAsync();
            _endpoints.Add(new ChaosEndpoint(name, events, sink.Url) { Sink = sink });
        }

        ChaosEndpoint.Trouble(_endpoints[1].Sink!, new Random(_seed), failures: 0.4, longest: TimeSpan.Zero);
        ChaosEndpoint.Trouble(_endpoints[2].Sink!, new Random(_seed), failures: 0, longest: TimeSpan.FromMilliseconds(300));
        _down.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _endpoints.Add(new ChaosEndpoint("down", ["folder.resolution_changed"], new Uri($"http://{_down.LocalEndPoint}/hooks")));
        await Task.WhenAll(Enumerable.Range(0, Servers).Select(_fleet.StartAsync));
    }

    private Dictionary<string, string> SettingsOf(int number)
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = _ports.ConnectionString,
            ["Webhook__Mode"] = IsVerifying ? "Verify" : "Trust",
            ["Notifications__Schedule__0"] = "00:00:05",
            ["Notifications__Schedule__1"] = "00:00:10",
            ["Notifications__Schedule__2"] = "00:00:20",
            ["Reconciliation__Schedule"] = _isCalm ? "0 0 0 1 1 *" : "*/30 * * * * *",
            ["Retention__Schedule"] = "0 0 0 1 1 *",
            ["Logging__LogLevel__Default"] = "Information",

            // They live too short to gain by it.
            ["DOTNET_TieredPGO"] = "0",
        };
        if (HasOz)
        {
            settings["Oz__BaseUrl"] = $"{_oz.Url}";
            settings["Oz__Email"] = SimulatedOz.Email;
            settings["Oz__Password"] = SimulatedOz.Password;
            settings["Oz__AllowHttp"] = "true";
            settings["Oz__RequestsPerSecond"] = "100";
        }

        foreach (var (place, endpoint) in _endpoints.Index())
        {
            endpoint.Write(settings, place);
        }

        var skew = number == Calm ? TimeSpan.Zero : (2 * Some((int)MostSkew.TotalMilliseconds)) - MostSkew;
        new ChaosSettings(_random.Next(), _epoch, Speed, skew, number == Calm ? 0 : Faults).Write(settings);
        return settings;
    }

    private List<Func<Task>> Deeds()
    {
        Func<Task>[] deeds = [KillAsync, KillAsync, RestartStorageAsync, () => OzAsync(StatusCodes.Status503ServiceUnavailable), () => OzAsync(StatusCodes.Status429TooManyRequests), WellForAMomentAsync];
        _random.Shuffle(deeds);
        return [.. deeds];
    }

    private async Task TroubleAsync(List<Func<Task>> deeds)
    {
        foreach (var deed in deeds)
        {
            await Task.Delay(Some(1_000), TimeProvider.System);
            await deed();
        }

        // Who did not start because of what else was going on.
        await Task.WhenAll(Enumerable.Range(0, Servers).Select(_fleet.StartAsync));
    }

    private async Task KillAsync()
    {
        var victim = Some(1_000).Milliseconds % Servers;
        _fleet.Kill(victim);
        await Task.Delay(Some(500), TimeProvider.System);
        await _fleet.StartAsync(victim);
    }

    private async Task RestartStorageAsync()
    {
        await _azurite.DisposeAsync();
        await Task.Delay(Some(500), TimeProvider.System);
        for (var tries = 1; ; tries++)
        {
            try
            {
                _azurite = await AzuriteProcess.StartAsync(_installation, _ports, _data, CancellationToken.None);
                return;
            }
            catch (StartupException) when (tries < MostStarts)
            {
                // While it was away, somebody's connection took its port for a moment.
                await Task.Delay(Glance, TimeProvider.System);
            }
        }
    }

    private async Task OzAsync(int status)
    {
        _oz.Fault = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        await Task.Delay(Some(2_000), TimeProvider.System);
        _oz.Fault = static _ => Task.FromResult(false);
    }

    // Enough to close what keeps attempts from it, and to open it again.
    private async Task WellForAMomentAsync()
    {
        var sink = _endpoints[1].Sink!;
        sink.Always(StatusCodes.Status204NoContent);
        await Task.Delay(Some(1_000), TimeProvider.System);
        sink.Always(StatusCodes.Status500InternalServerError);
        await Task.Delay(Some(1_000), TimeProvider.System);
        ChaosEndpoint.Trouble(sink, new Random(_seed), failures: 0.4, longest: TimeSpan.Zero);
    }

    /// <summary>Posts a webhook until it is acknowledged: what was not is Oz's to send again.</summary>
    private async Task PostAsync(JsonObject body, ChaosPlan plan)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (_fleet.Apis is { Count: > 0 } apis)
            {
                try
                {
                    using var content = new StringContent(body.ToJsonString());
                    using var answer = await _client.PostAsync($"{apis[Some(1_000).Milliseconds % apis.Count]}/oz/webhooks", content, patience.Token);
                    if (answer.IsSuccessStatusCode)
                    {
                        plan.Acknowledged(body);
                        return;
                    }

                    if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable)
                    {
                        _faults.Enqueue($"A webhook was answered with {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(patience.Token)}");
                    }
                }
                catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !patience.IsCancellationRequested)
                {
                    // Killed, or not there yet, or its storage does not answer.
                }
            }

            await Task.Delay(Glance, TimeProvider.System, patience.Token);
        }
    }

    private async Task EndAsync()
    {
        for (var i = 0; i < Servers; i++)
        {
            _fleet.Kill(i);
        }

        _isCalm = true;
        foreach (var endpoint in _endpoints.Where(static endpoint => endpoint.Sink is not null))
        {
            endpoint.Sink!.Always(StatusCodes.Status204NoContent);
        }

        var down = _endpoints[^1];
        _down.Dispose();
        down.Sink = await Sink.StartAsync(port: down.Url.Port);
        down.Sink.Always(_seed % 2 == 0 ? StatusCodes.Status204NoContent : StatusCodes.Status410Gone);
        await _fleet.StartAsync(Calm);
        await DrainAsync();
        if (HasOz)
        {
            await ReconcileAsync();
            await DrainAsync();
        }
    }

    private async Task ReconcileAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var api = _fleet.Apis.Single();
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

    private async Task DrainAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var queue = new QueueClient(_ports.ConnectionString, QueueNames.Work);
        try
        {
            for (var empty = 0; empty < 3;)
            {
                empty = (await queue.GetPropertiesAsync(patience.Token)).Value.ApproximateMessagesCount == 0 ? empty + 1 : 0;
                await Task.Delay(Glance, TimeProvider.System, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            var left = (await queue.PeekMessagesAsync(10)).Value;
            _faults.Enqueue($"Work is left over: {string.Join(' ', left.Select(static message => message.MessageText))}");
        }
    }
}
