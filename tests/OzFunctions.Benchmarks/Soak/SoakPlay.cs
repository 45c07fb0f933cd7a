using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OzFunctions.OzSimulator;

namespace OzFunctions.Benchmarks.Soak;

/// <summary>
/// Plays folders at a simulated Oz and posts their webhooks at a steady rate, to each server in turn. One in ten is lost, one in ten is
/// sent twice.
/// </summary>
/// <param name="oz">The simulated Oz.</param>
/// <param name="apis">The addresses of the servers' routes.</param>
/// <param name="options">The rate and the seed.</param>
internal sealed class SoakPlay(SimulatedOz oz, IReadOnlyList<string> apis, SoakOptions options) : IDisposable
{
    private const int UnderWay = 50;
    private const double Lost = 0.1;
    private const double Doubled = 0.1;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(1) };
    private readonly Random _random = new(options.Seed);
    private readonly ConcurrentBag<Task> _posts = [];
    private int _webhooks;

    /// <summary>When each webhook was posted, since the start, and the milliseconds until its acknowledgement.</summary>
    public ConcurrentQueue<(TimeSpan At, double Milliseconds)> Acknowledgements { get; } = new();

    /// <summary>The ids of the played folders.</summary>
    public List<string> Folders { get; } = [];

    /// <summary>Plays folders for the configured length, then plays the rest of the folders in progress.</summary>
    /// <param name="began">The timestamp of the start.</param>
    /// <returns>A task that completes when every webhook was acknowledged.</returns>
    public async Task RunAsync(long began)
    {
        var scripts = new List<FolderScript>();
        while (Stopwatch.GetElapsedTime(began) < options.Length || scripts.Count > 0)
        {
            while (scripts.Count < UnderWay && Stopwatch.GetElapsedTime(began) < options.Length)
            {
                Folders.Add($"soak-{Folders.Count}");
                scripts.Add(new FolderScript(oz, Folders[^1], TimeProvider.System.GetUtcNow(), _random));
            }

            var script = scripts[_random.Next(scripts.Count)];
            var body = script.Step(TimeProvider.System.GetUtcNow());
            scripts.RemoveAll(static played => played.IsOver);
            for (var copies = _random.NextDouble() is var luck && luck < Lost ? 0 : luck < Lost + Doubled ? 2 : 1; copies > 0; copies--)
            {
                _posts.Add(PostAsync(began, body, apis[_webhooks % apis.Count]));
            }

            _webhooks++;
            if (TimeSpan.FromSeconds(_webhooks / options.Rate) - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, TimeProvider.System);
            }
        }

        await Task.WhenAll(_posts);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task PostAsync(long began, JsonObject body, string api)
    {
        var (at, text) = (Stopwatch.GetElapsedTime(began), body.ToJsonString());
        while (true)
        {
            using var answer = await _client.PostAsync(new Uri($"{api}/oz/webhooks"), new StringContent(text, Encoding.UTF8, "application/json"));
            if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable)
            {
                answer.EnsureSuccessStatusCode();
                Acknowledgements.Enqueue((at, (Stopwatch.GetElapsedTime(began) - at).TotalMilliseconds));
                return;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
