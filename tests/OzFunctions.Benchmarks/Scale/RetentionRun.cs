using Azure.Data.Tables;
using OzFunctions.Benchmarks.Scale.Page;
using OzFunctions.Benchmarks.Scale.World;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>
/// Removes expired folders, each with two endpoints and four changes. Measures the table requests per folder, apart from one per metadata
/// value, and how many folders are removed per second with an in-memory Azurite.
/// </summary>
internal static class RetentionRun
{
    private const int Folders = 2_000;
    private const int AtOnce = 8;
    private const double MostRequests = 3;
    private const double LeastASecond = 200;

    private static readonly TimeSpan Ago = TimeSpan.FromDays(ScaleLoad.DaysKept + 10);

    /// <summary>Makes the measurement.</summary>
    /// <param name="args"><c>--write</c>, or nothing.</param>
    /// <param name="output">The writer for the results.</param>
    /// <returns>0; 1 if it exceeds a limit of requests or time.</returns>
    /// <exception cref="InvalidOperationException">A folder is left over, or a row of one.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var options = ScaleOptions.Read(args);
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var (cost, counted) = await RemoveAsync(installation, countsTables: true, output);
        var (_, seconds) = await RemoveAsync(installation, countsTables: false, output);

        // Each metadata value has an entry in its own partition.
        var judged = (double)cost.Without(TableNames.Aliases).OfTables.Requests / Folders;
        var counts = new RetentionCounts(Folders, Math.Round((double)cost.OfTables.Requests / Folders, 3), Math.Round(Folders / seconds, 1));
        await output.WriteLineAsync($"{judged:F2} requests to tables for a folder, and {counts.TablesPerFolder - judged:F2} for its metadata value; {counts.FoldersASecond:N0} folders a second with Azurite, {Folders / counted:N0} with tables in memory.");
        string[] faults =
        [
            .. judged > MostRequests ? (string[])[$"The removal of a folder takes {judged:F2} requests; the limit is {MostRequests}."] : [],
            .. counts.FoldersASecond < LeastASecond ? (string[])[$"{counts.FoldersASecond:N0} folders a second are removed; the minimum is {LeastASecond}."] : [],
        ];
        Array.ForEach(faults, output.WriteLine);
        if (faults.Length == 0 && options.Writes)
        {
            await ScaleFiles.ChangeAsync(all => all with { Retention = counts });
        }

        return faults.Length == 0 ? 0 : 1;
    }

    private static async Task<(ScaleCost Cost, double Seconds)> RemoveAsync(AzuriteInstallation installation, bool countsTables, TextWriter output)
    {
        await using var world = await ScaleWorld.StartAsync(installation, countsTables);
        var then = TimeProvider.System.GetUtcNow() - Ago;
        await world.SetClockAsync(then);
        await Parallel.ForAsync(0, Folders, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
            await world.TellAsync(new ScaleFolder(ScaleIds.Present(i), then.ToUnixTimeSeconds(), "SUCCESS"), 1, ScaleFolder.WithVerdict));
        await world.QuietAsync();
        await world.SetClockAsync(TimeProvider.System.GetUtcNow());
        await world.MeasureAsync(() => world.Api.StartAsync(HttpMethod.Post, "reconcile"));

        // Each has at least its own row and that of the index. If none are found here, finding none afterwards says nothing.
        if ((await RowsAsync(world.Storage)).Count < 2 * Folders)
        {
            throw new InvalidOperationException("The rows of the folders were not found before the removal.");
        }

        string? id = null;
        var cost = (await world.MeasureAsync(async () => id = await world.StartRetentionAsync())).Without(TableNames.Runs, TableNames.Endpoints);
        var run = await world.Api.GetAsync($"runs/{id}");
        await output.WriteLineAsync($"{(countsTables ? "Counted" : "Azurite")}: {run.ToJsonString()}");
        if ((long?)run["folders"] != Folders)
        {
            throw new InvalidOperationException($"Of {Folders:N0} folders {run["folders"]} were removed.");
        }

        if (await RowsAsync(world.Storage) is { Count: > 0 } left)
        {
            throw new InvalidOperationException($"Of removed folders {left.Count:N0} rows are left, among them {string.Join(", ", left.Take(8))}.");
        }

        foreach (var (table, figures) in cost.Tables)
        {
            await output.WriteLineAsync($"  {table}: {figures.Requests:N0} requests, {figures.LookedOver:N0} rows scanned, {figures.Written:N0} written");
        }

        return (cost, ((DateTimeOffset)run["finishedAt"]! - (DateTimeOffset)run["startedAt"]!).TotalSeconds);
    }

    // All folders are removed, and none was erased, so there are no tombstones either.
    private static async Task<List<string>> RowsAsync(string storage)
    {
        var rows = new List<string>();
        foreach (var table in TableNames.All)
        {
            var client = new TableClient(storage, table);
            await client.CreateIfNotExistsAsync();
            await foreach (var row in client.QueryAsync<TableEntity>())
            {
                if (ScaleIds.IsPresentIn(row.PartitionKey) || ScaleIds.IsPresentIn(row.RowKey))
                {
                    rows.Add($"{table} {row.PartitionKey} {row.RowKey}");
                }
            }
        }

        return rows;
    }
}
