using System.Diagnostics;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.Server.Azurite;
using OzFunctions.Storage.Folders;

namespace OzFunctions.Benchmarks;

/// <summary>Shows whether the time of a webhook grows with the number of folders: the same webhooks at 1,000 and at 50,000, on Azurite in memory.</summary>
internal static class ScaleRun
{
    private const int Few = 1_000;
    private const int Many = 50_000;
    private const int Measured = 2_000;

    public static async Task RunAsync(TextWriter output)
    {
        var installation = await AzuriteInstallation.EnsureAsync(AzuriteInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var ports = AzuritePorts.Free();
        await using var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        var store = new FolderStore(new TableClient(ports.ConnectionString, "Scale"), Guid.NewGuid);
        var ingest = new WebhookIngest(store, TimeProvider.System, static () => 0);

        await FillAsync(ingest, 0, Few);
        await MeasureAsync(ingest, Few, round: 0);
        var few = await MeasureAsync(ingest, Few, round: 1);
        await output.WriteLineAsync($"{Few,7:N0} folders: {few}");

        await FillAsync(ingest, Few, Many);
        var many = await MeasureAsync(ingest, Many, round: 2);
        await output.WriteLineAsync($"{Many,7:N0} folders: {many}");
        await output.WriteLineAsync($"ratio of the medians: {many.Median / few.Median:F2}");
    }

    private static Task FillAsync(WebhookIngest ingest, int from, int to) =>
        Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) => await ApplyAsync(ingest, i, updated: 1, token));

    /// <summary>One webhook after the other, each of them a change to a folder spread over all there are.</summary>
    private static async Task<Spread> MeasureAsync(WebhookIngest ingest, int folders, int round)
    {
        var times = new List<double>(Measured);
        for (var i = 0; i < Measured; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await ApplyAsync(ingest, (int)((long)i * 7919 % folders), updated: 2 + (round * Measured) + i, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return new Spread(times[Measured / 2], times[Measured * 95 / 100], times[Measured * 99 / 100]);
    }

    private static async Task ApplyAsync(WebhookIngest ingest, int folder, double updated, CancellationToken cancellationToken)
    {
        var body = BenchmarkBodies.Folder($"folder-{folder}", analyses: 2, "FINISHED", updated);
        var result = await ingest.ApplyAsync(OzPayloadReader.Read(body, [], TimeProvider.System.GetUtcNow()), ChangeCause.Webhook, cancellationToken);
        if (result.Outcome is not IngestOutcome.Applied)
        {
            throw new InvalidOperationException($"The webhook for folder {folder} changed nothing, so its time says nothing.");
        }
    }

    private sealed record Spread(double Median, double P95, double P99)
    {
        public override string ToString() => $"p50 {Median:F2} ms, p95 {P95:F2} ms, p99 {P99:F2} ms of one webhook at a time";
    }
}
