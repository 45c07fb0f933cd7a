using System.Diagnostics;
using Azure.Core;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Benchmarks;

/// <summary>What lists and counts of a day cost where the index holds 100,000 folders of 25 days: in requests, and beside the same at 2,500 folders, on Azurite in memory.</summary>
/// <remarks>
/// Azurite looks at every row of a partition to add one, and to find a page in it, so no day may have more here. Azure Tables does neither.
/// </remarks>
internal static class ListsRun
{
    private const int Few = 2_500;
    private const int Many = 100_000;
    private const int Days = 25;
    private const int Page = 100;
    private const int Measured = 20;
    private const int RowsOfATransaction = 100;

    /// <summary>Runs it.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <returns>0; 1 where a page of 100,000 folders takes more than one request, or a finished day is counted twice.</returns>
    public static async Task<int> RunAsync(TextWriter output)
    {
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var ports = AzuritePorts.Free();
        await using var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);

        var few = await MeasureAsync(ports, nameof(Few), Few);
        var many = await MeasureAsync(ports, nameof(Many), Many);
        await output.WriteLineAsync($"{"median of " + Measured,-32}{Few,18:N0} folders{Many,18:N0} folders  ratio");
        foreach (var (before, after) in few.Zip(many))
        {
            await output.WriteLineAsync($"{before.What,-32}{before.Requests,6} calls {before.Median,9:F2} ms {after.Requests,6} calls {after.Median,9:F2} ms  {after.Median / before.Median,5:F2}");
        }

        return many.All(static figure => figure.Requests <= figure.MayTake) ? 0 : 1;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(AzuritePorts ports, string name, int folders)
    {
        var counter = new RequestCounter();
        var options = new TableClientOptions();
        options.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        var table = new TableClient(ports.ConnectionString, name, options);
        await table.CreateAsync();

        // Days that are over for good.
        var last = TimeProvider.System.GetUtcNow().AddDays(-2);
        for (var daysAgo = 0; daysAgo < Days; daysAgo++)
        {
            await FillAsync(table, last.AddDays(-daysAgo), folders / Days);
        }

        var day = HourSpan.OfDay(DateOnly.FromDateTime(last.UtcDateTime));
        var index = new FolderIndex(table, new TableClient(ports.ConnectionString, $"{name}Aliases", options), TimeProvider.System);
        using var counts = new HourCountStore(table);
        using var stats = new FolderStats(counts, TimeProvider.System);
        var second = (await index.ListAsync(day, FolderFilter.All, null, Page, CancellationToken.None)).Next;

        return
        [
            await FigureAsync("first page of 100", mayTake: 1, Measured, counter, () => index.ListAsync(day, FolderFilter.All, null, Page, CancellationToken.None)),
            await FigureAsync("second page of 100", mayTake: 1, Measured, counter, () => index.ListAsync(day, FolderFilter.All, second, Page, CancellationToken.None)),
            await FigureAsync("page of the DECLINED, every 50th", mayTake: 1, Measured, counter, () => index.ListAsync(day, new FolderFilter(null, Status.Declined, null), null, Page, CancellationToken.None)),
            await FigureAsync("counts of 27 days, the first time", mayTake: int.MaxValue, times: 1, counter, () => stats.OfLastDaysAsync(Days + 2, CancellationToken.None)),
            await FigureAsync("counts of 27 days, again", mayTake: 3, Measured, counter, () => stats.OfLastDaysAsync(Days + 2, CancellationToken.None)),
        ];
    }

    private static async Task FillAsync(TableClient table, DateTimeOffset seen, int folders)
    {
        var payload = OzPayloadReader.Read(BenchmarkBodies.Folder("f", analyses: 1, "FINISHED", updated: 1), [], seen);
        var template = IndexedFolder.Of(Folder.Apply(null, payload.FolderId, payload.Records, ChangeCause.Webhook, seen)!.Current);
        await Parallel.ForEachAsync(Enumerable.Range(0, folders).Chunk(RowsOfATransaction), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (some, _) =>
            await table.SubmitTransactionAsync(some.Select(i =>
            {
                var folder = template with
                {
                    FolderId = $"folder-{i:D6}",
                    Statuses = template.Statuses with { SystemResolution = i % 50 == 0 ? Status.Declined : Status.Success },
                };
                return new TableTransactionAction(TableTransactionActionType.Add, IndexEntity.Of(folder, []));
            }), CancellationToken.None));
    }

    private static async Task<Figure> FigureAsync(string what, int mayTake, int times, RequestCounter counter, Func<Task> act)
    {
        var (requests, took) = (0, new List<double>(times));
        for (var i = 0; i < times; i++)
        {
            var began = Stopwatch.GetTimestamp();
            requests = Math.Max(requests, await counter.DuringAsync(act));
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Figure(what, mayTake, requests, new Sample(took).Median);
    }

    private sealed record Figure(string What, int MayTake, int Requests, double Median);
}
