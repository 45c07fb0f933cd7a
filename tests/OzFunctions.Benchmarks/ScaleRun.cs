using System.Diagnostics.Metrics;
using System.Diagnostics;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Webhooks;
using OzFunctions.Server.Azurite;
using OzFunctions.Storage.Folders;

namespace OzFunctions.Benchmarks;

/// <summary>
/// Shows whether the time of a webhook grows with the number of folders: the same webhooks at 1,000 and at 50,000, on Azurite in memory.
/// </summary>
/// <remarks>
/// Azurite replaces a row by removing and inserting it, and moves its indexes over all rows of the table each time. What that alone takes
/// is measured beside it, by replacing a row with the bare SDK; it is the emulator's, and no property of Azure Tables.
/// </remarks>
internal static class ScaleRun
{
    private const int Few = 1_000;
    private const int Many = 50_000;
    private const int Measured = 1_000;

    public static async Task<int> RunAsync(TextWriter output)
    {
        var installation = await AzuriteInstallation.EnsureAsync(AzuriteInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var ports = AzuritePorts.Free();
        await using var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        var table = new TableClient(ports.ConnectionString, "Scale");
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new OzMetrics(services.GetRequiredService<IMeterFactory>());
        var ingest = new WebhookIngest(new FolderWriter(new FolderStore(table, Guid.NewGuid), new NoQueue(), new RecentChanges(TimeProvider.System), NotificationSettings.None, metrics, TimeProvider.System, static () => 0));

        await FillAsync(ingest, 0, Few);
        await MeasureAsync(ingest, table, Few, round: 0);
        var few = await MeasureAsync(ingest, table, Few, round: 1);
        await FillAsync(ingest, Few, Many);
        var many = await MeasureAsync(ingest, table, Many, round: 2);

        await output.WriteLineAsync($"median of {Measured:N0}, one at a time      {Few,7:N0} folders  {Many,7:N0} folders  ratio");
        foreach (var (before, after) in few.Zip(many))
        {
            await output.WriteLineAsync($"{before.What,-36} {before.Median,12:F2} ms {after.Median,12:F2} ms  {after.Median / before.Median,5:F2}");
        }

        return 0;
    }

    private static Task FillAsync(WebhookIngest ingest, int from, int to) =>
        Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await ApplyAsync(ingest, $"folder-{i}", updated: 1, IngestOutcome.Applied));

    private static async Task<IReadOnlyList<(string What, double Median)>> MeasureAsync(WebhookIngest ingest, TableClient table, int folders, int round)
    {
        var updated = 2 + round;
        return
        [
            ("webhook for a new folder", await MedianAsync(i => ApplyAsync(ingest, $"new-{round}-{i}", updated, IngestOutcome.Applied))),
            ("webhook that changes a folder", await MedianAsync(i => ApplyAsync(ingest, Spread(i), updated, IngestOutcome.Applied))),
            ("duplicate webhook", await MedianAsync(i => ApplyAsync(ingest, Spread(i), updated, IngestOutcome.Duplicate))),
            ("bare SDK: replace one row", await MedianAsync(i => table.UpsertEntityAsync(new TableEntity(Spread(i), "analysis|00000000-0000-4000-8000-000000000000"), TableUpdateMode.Replace))),
        ];

        string Spread(int i) => $"folder-{(long)i * (folders / Measured)}";
    }

    private static async Task<double> MedianAsync(Func<int, Task> operation)
    {
        var times = new List<double>(Measured);
        for (var i = 0; i < Measured; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await operation(i);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times[Measured / 2];
    }

    private static async Task ApplyAsync(WebhookIngest ingest, string folderId, double updated, IngestOutcome expected)
    {
        var body = BenchmarkBodies.Folder(folderId, analyses: 2, "FINISHED", updated);
        var result = await ingest.ApplyAsync(OzPayloadReader.Read(body, [], TimeProvider.System.GetUtcNow()), ChangeCause.Webhook, CancellationToken.None);
        if (result.Outcome != expected)
        {
            throw new InvalidOperationException($"The webhook for {folderId} was {result.Outcome} and not {expected}, so its time says nothing.");
        }
    }
}
