using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks;

/// <summary>
/// Measures the time from the acknowledgement of a webhook to its notification, for a server process without other load and an in-memory
/// Azurite.
/// </summary>
internal static class LatencyRun
{
    private const int WarmUps = 20;
    private const int Measured = 100;

    // After this time the server polls its queue at the longest interval.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var isFlex = args switch
        {
            [] => false,
            ["--topology", "flex"] => true,
            _ => throw new ArgumentException($"'{string.Join(' ', args)}' is not --topology flex."),
        };
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var ports = FreePort.ForAzurite();
        await using var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        using var bank = new HttpListener();
        var url = $"http://127.0.0.1:{BenchmarkServer.FreePort()}/";
        bank.Prefixes.Add(url);
        bank.Start();
        var arrived = new ConcurrentDictionary<string, TaskCompletionSource<long>>();
        _ = ListenAsync(bank, arrived);

        var settings = new Dictionary<string, string> { ["AzureWebJobsStorage"] = ports.ConnectionString }.WithEndpoint("bank", url, events: "folder.resolution_changed");
        using var server = await ServerGroup.StartAsync(settings, BenchmarkServer.Ours, isFlex);
        var times = await MeasureAsync(server.Api, arrived);
        await output.WriteLineAsync($"from the acknowledgement of the webhook to the notification, {times.Count} webhooks {Idle.TotalSeconds:0} s apart:");
        await output.WriteLineAsync($"median {times[times.Count / 2]:F1} ms, 95 % within {times[times.Count * 95 / 100]:F1} ms, longest {times[^1]:F1} ms");
        return 0;
    }

    private static async Task<List<double>> MeasureAsync(string api, ConcurrentDictionary<string, TaskCompletionSource<long>> arrived)
    {
        using var client = new HttpClient();
        var times = new List<double>();
        for (var i = -WarmUps; i < Measured; i++)
        {
            var folderId = $"latency-{i + WarmUps}";
            var arrival = arrived.GetOrAdd(folderId, static _ => new TaskCompletionSource<long>());
            using var answer = await client.PostAsync($"{api}/oz/webhooks", new ByteArrayContent(BenchmarkBodies.Folder(folderId, analyses: 2, "FINISHED", updated: 1)));
            answer.EnsureSuccessStatusCode();
            var acknowledged = Stopwatch.GetTimestamp();
            var took = Stopwatch.GetElapsedTime(acknowledged, await arrival.Task).TotalMilliseconds;
            if (i >= 0)
            {
                times.Add(Math.Max(0, took));
                await Task.Delay(Idle, TimeProvider.System);
            }
        }

        times.Sort();
        return times;
    }

    private static async Task ListenAsync(HttpListener bank, ConcurrentDictionary<string, TaskCompletionSource<long>> arrived)
    {
        while (true)
        {
            var context = await bank.GetContextAsync();
            var now = Stopwatch.GetTimestamp();
            using var json = await JsonDocument.ParseAsync(context.Request.InputStream);
            context.Response.Close();
            var folderId = json.RootElement.GetProperty("data").GetProperty("folderId").GetString()!;
            arrived.GetOrAdd(folderId, static _ => new TaskCompletionSource<long>()).TrySetResult(now);
        }
    }
}
