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
/// Each is measured beside the storage requests that it makes, alone and with rows prepared, in turn with it: minutes lie between the two sizes, in which the machine may become slower,
/// and Azurite, which replaces a row by removing and inserting it, moves its indexes over all rows of the table each time. What the requests alone grow by is no property of Azure Tables.
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

        (string What, Beside Few, Beside Many)[] figures =
        [
            ("webhook for a new folder", few.NewFolder, many.NewFolder),
            ("duplicate webhook", few.Duplicate, many.Duplicate),
            ("webhook that changes a folder", few.Change, many.Change),
        ];
        await output.WriteLineAsync($"median of {Measured:N0}, one at a time      {Few,7:N0} folders  {Many,7:N0} folders  ratio");
        foreach (var (what, before, after) in figures)
        {
            await output.WriteLineAsync($"{what,-36} {before.Webhook,12:F2} ms {after.Webhook,12:F2} ms  {after.Webhook / before.Webhook,5:F2}");
            await output.WriteLineAsync($"{"  its requests alone",-36} {before.Requests,12:F2} ms {after.Requests,12:F2} ms  {after.Requests / before.Requests,5:F2}");
            await output.WriteLineAsync($"{"  the webhook beside them",-36} {before.Ratio,12:F2}    {after.Ratio,12:F2}     {after.Ratio / before.Ratio,5:F2}");
        }

        // A change as such grows with the emulator's indexes, so it is judged beside its requests alone.
        double[] growths = [many.NewFolder.Webhook / few.NewFolder.Webhook, many.Duplicate.Webhook / few.Duplicate.Webhook, .. figures.Select(static figure => figure.Many.Ratio / figure.Few.Ratio)];
        return growths.Max() <= MostGrowth ? 0 : 1;
    }

    private static Task FillAsync(WebhookIngest ingest, int from, int to) =>
        Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await ApplyAsync(ingest, $"folder-{i}", updated: 1, IngestOutcome.Applied));

    private static async Task<Medians> MeasureAsync(WebhookIngest ingest, TableClient table, int folders, int round)
    {
        var updated = 2 + round;
        var newFolder = await InTurnAsync(i => ApplyAsync(ingest, $"new-{round}-{i}", updated, IngestOutcome.Applied), AddingAsync);
        var change = await InTurnAsync(i => ApplyAsync(ingest, Spread(2 * i), updated, IngestOutcome.Applied), ReplacingAsync);
        var duplicate = await InTurnAsync(i => ApplyAsync(ingest, Spread(2 * i), updated, IngestOutcome.Duplicate), Reading);
        return new Medians(newFolder, duplicate, change);

        async Task<Func<Task>> AddingAsync(int i)
        {
            // Beside the webhook's own folder: in Azurite's index it matters where a row goes.
            var folderId = $"new-{round}-{i}-alone";
            var rows = await RowsOfLastChangeAsync(table, Requested(i), round);
            foreach (var row in rows)
            {
                row.PartitionKey = folderId;
            }

            return () => AddAloneAsync(table, rows);
        }

        async Task<Func<Task>> ReplacingAsync(int i)
        {
            var rows = await RowsOfLastChangeAsync(table, Requested(i), round);
            return () => ReplaceAloneAsync(table, rows);
        }

        Task<Func<Task>> Reading(int i) => Task.FromResult<Func<Task>>(() => table.GetEntityIfExistsAsync<TableEntity>(Requested(i), FolderKeys.Fence));
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

    private static async Task AddAloneAsync(TableClient table, IReadOnlyList<TableEntity> rows)
    {
        await table.GetEntityIfExistsAsync<TableEntity>(rows[0].PartitionKey, FolderKeys.Fence);
        await table.SubmitTransactionAsync(rows.Select(static row => new TableTransactionAction(TableTransactionActionType.Add, row)));
    }

    private static async Task ReplaceAloneAsync(TableClient table, IReadOnlyList<TableEntity> rows)
    {
        TableEntity read = await table.GetEntityAsync<TableEntity>(rows[0].PartitionKey, FolderKeys.Fence);
        await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, rows[0], read.ETag),
            new(TableTransactionActionType.Add, rows[1]),
            .. rows.Skip(2).Select(static row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
        ]);
    }

    // Each on folders that the other leaves alone: who comes second to a row finds it where Azurite has just put it.
    private static async Task<Beside> InTurnAsync(Func<int, Task> webhook, Func<int, Task<Func<Task>>> prepareRequests)
    {
        var (webhooks, requests) = (new List<double>(Measured), new List<double>(Measured));
        for (var i = 0; i < Measured; i++)
        {
            var requestsAlone = await prepareRequests(i);
            webhooks.Add(await TimeAsync(() => webhook(i)));
            requests.Add(await TimeAsync(requestsAlone));
        }

        return new Beside(Median(webhooks), Median(requests));
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

    private sealed record Medians(Beside NewFolder, Beside Duplicate, Beside Change);

    // Milliseconds.
    private sealed record Beside(double Webhook, double Requests)
    {
        public double Ratio => Webhook / Requests;
    }
}
