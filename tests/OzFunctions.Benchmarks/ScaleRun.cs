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
/// Shows whether the time of a webhook grows with the number of folders: the same webhooks at 1,000 and at 100,000, on Azurite in memory.
/// </summary>
/// <remarks>
/// Azurite replaces a row by removing and inserting it, and moves its indexes over all rows of the table each time. So the storage requests of a change are measured beside it,
/// alone and with rows read before: what they grow by is the emulator's, and no property of Azure Tables.
/// </remarks>
internal static class ScaleRun
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Measured = 500;
    private const int Analyses = 2;
    private const double MostGrowth = 1.1;

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

        (string What, double Few, double Many)[] figures =
        [
            ("webhook for a new folder", few.NewFolder, many.NewFolder),
            ("duplicate webhook", few.Duplicate, many.Duplicate),
            ("webhook that changes a folder", few.Change, many.Change),
            ("the requests of such a change alone", few.RequestsOfChange, many.RequestsOfChange),
        ];
        await output.WriteLineAsync($"median of {Measured:N0}, one at a time      {Few,7:N0} folders  {Many,7:N0} folders  ratio");
        foreach (var (what, before, after) in figures)
        {
            await output.WriteLineAsync($"{what,-36} {before,12:F2} ms {after,12:F2} ms  {after / before,5:F2}");
        }

        await output.WriteLineAsync($"{"a change beside its requests alone",-36} {few.ChangeBesideRequests,12:F2}    {many.ChangeBesideRequests,12:F2}     {many.ChangeBesideRequests / few.ChangeBesideRequests,5:F2}");

        double[] growths = [many.NewFolder / few.NewFolder, many.Duplicate / few.Duplicate, many.ChangeBesideRequests / few.ChangeBesideRequests];
        return growths.Max() <= MostGrowth ? 0 : 1;
    }

    private static Task FillAsync(WebhookIngest ingest, int from, int to) =>
        Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await ApplyAsync(ingest, $"folder-{i}", updated: 1, IngestOutcome.Applied));

    private static async Task<Medians> MeasureAsync(WebhookIngest ingest, TableClient table, int folders, int round)
    {
        var updated = 2 + round;
        var newFolder = await MedianAsync(i => ApplyAsync(ingest, $"new-{round}-{i}", updated, IngestOutcome.Applied));

        // In turn, each on folders that the other leaves alone: who comes second to a row finds it where Azurite has just put it.
        var (changes, requests) = (new List<double>(), new List<double>());
        for (var i = 0; i < Measured; i++)
        {
            var rows = await RowsOfLastChangeAsync(table, Requested(i), round);
            changes.Add(await TimeAsync(() => ApplyAsync(ingest, Changed(i), updated, IngestOutcome.Applied)));
            requests.Add(await TimeAsync(() => RequestsAloneAsync(table, rows)));
        }

        var duplicate = await MedianAsync(i => ApplyAsync(ingest, Changed(i), updated, IngestOutcome.Duplicate));
        return new Medians(newFolder, duplicate, Median(changes), Median(requests));

        string Changed(int i) => Spread(2 * i);
        string Requested(int i) => Spread((2 * i) + 1);
        string Spread(int i) => $"folder-{(long)i * (folders / (2 * Measured))}";
    }

    // What a change wrote: the fence first, then the change with a key that is still free, then the analyses.
    private static async Task<IReadOnlyList<TableEntity>> RowsOfLastChangeAsync(TableClient table, string folderId, int round)
    {
        TableEntity fence = await table.GetEntityAsync<TableEntity>(folderId, FolderKeys.Fence);
        TableEntity change = await table.GetEntityAsync<TableEntity>(folderId, FolderKeys.Change((int)fence["Version"]));
        change.RowKey = $"alone{round}|{change.RowKey}";
        var rows = new List<TableEntity> { fence, change };
        for (var i = 0; i < Analyses; i++)
        {
            rows.Add(await table.GetEntityAsync<TableEntity>(folderId, FolderKeys.Analysis(BenchmarkBodies.AnalysisId(i))));
        }

        return rows;
    }

    private static async Task RequestsAloneAsync(TableClient table, IReadOnlyList<TableEntity> rows)
    {
        TableEntity read = await table.GetEntityAsync<TableEntity>(rows[0].PartitionKey, FolderKeys.Fence);
        await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, rows[0], read.ETag),
            new(TableTransactionActionType.Add, rows[1]),
            .. rows.Skip(2).Select(static row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
        ]);
    }

    private static async Task<double> MedianAsync(Func<int, Task> operation)
    {
        var times = new List<double>(Measured);
        for (var i = 0; i < Measured; i++)
        {
            times.Add(await TimeAsync(() => operation(i)));
        }

        return Median(times);
    }

    // Milliseconds.
    private static async Task<double> TimeAsync(Func<Task> operation)
    {
        var began = Stopwatch.GetTimestamp();
        await operation();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static async Task ApplyAsync(WebhookIngest ingest, string folderId, double updated, IngestOutcome expected)
    {
        var body = BenchmarkBodies.Folder(folderId, Analyses, "FINISHED", updated);
        var result = await ingest.ApplyAsync(OzPayloadReader.Read(body, [], TimeProvider.System.GetUtcNow()), ChangeCause.Webhook, CancellationToken.None);
        if (result.Outcome != expected)
        {
            throw new InvalidOperationException($"The webhook for {folderId} was {result.Outcome} and not {expected}, so its time says nothing.");
        }
    }

    // Milliseconds.
    private sealed record Medians(double NewFolder, double Duplicate, double Change, double RequestsOfChange)
    {
        public double ChangeBesideRequests => Change / RequestsOfChange;
    }
}
