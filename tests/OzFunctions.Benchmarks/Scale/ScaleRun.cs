using OzFunctions.Benchmarks.Scale.Page;
using OzFunctions.Benchmarks.Scale.World;
using OzFunctions.Core.Work;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>
/// Shows that the cost of a request or a run does not grow with the number of folders. The cost is its requests and the rows that the
/// storage scans for them, at a thousand folders and at a million.
/// </summary>
/// <remarks>
/// The counts do not depend on the machine. The table server has Azure's limits. Both worlds have the same number of folders an hour; the
/// larger one has run for longer.
/// </remarks>
internal static class ScaleRun
{
    private const int FewHours = 1;

    /// <summary>Makes the measurement.</summary>
    /// <param name="args">See <see cref="ScaleOptions.Read"/>.</param>
    /// <param name="output">The writer for the results.</param>
    /// <returns>0; 1 if a case costs more at many folders.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var options = ScaleOptions.Read(args);
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        LifeCounts? life = null;
        var few = await MeasureAsync(installation, FewHours, output, options.Writes ? async filled => life = await ScaleLife.MeasureAsync(filled) : static _ => Task.CompletedTask);
        var many = await MeasureAsync(installation, options.Hours, output, static _ => Task.CompletedTask);

        var rows = ScaleCase.All.Zip(few, many).Select(static row => new ScaleRow(row.First.Name, row.Second, row.Third, row.First.Most)).ToList();
        await output.WriteLineAsync(ScaleRow.Heading(FewHours * ScalePlan.OfAnHour, options.Hours * ScalePlan.OfAnHour));
        await output.WriteLineAsync(string.Join(Environment.NewLine, rows));
        var faults = rows.Where(static row => row.Grows).Select(static row => row.Fault).ToList();
        faults.ForEach(output.WriteLine);
        if (faults.Count == 0 && options.Writes)
        {
            var aftercare = await ScaleAftercare.MeasureAsync(installation);
            await ScaleFiles.ChangeAsync(counts => counts with { Life = life, Aftercare = aftercare, Cases = rows.ToDictionary(static row => row.Name, static row => row.Counts), RecentCounted = RecentCounted(rows) });
        }

        return faults.Count == 0 ? 0 : 1;
    }

    private static double RecentCounted(List<ScaleRow> rows)
    {
        // Between the two measurements, the due folders and the same number of new ones were added.
        return (double)(Counted(CaseNames.StatsLater) - Counted(CaseNames.Stats)) / (2 * ScaleCase.Due);

        long Counted(string name) => rows.Single(row => row.Name == name).Many.Tables.GetValueOrDefault(TableNames.Index).LookedOver;
    }

    private static async Task<List<ScaleCost>> MeasureAsync(AzuriteInstallation installation, int hours, TextWriter output, Func<FilledWorld, Task> more)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var filled = await FilledWorld.MakeAsync(installation, hours);
        await output.WriteLineAsync($"{filled.Plan.Count:N0} folders, and {FilledWorld.Open} that are open: filled in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s, {GC.GetTotalMemory(forceFullCollection: true) / 1024 / 1024:N0} MiB.");
        var costs = new List<ScaleCost>();
        foreach (var one in ScaleCase.All)
        {
            var measured = new List<ScaleCost>();
            while (measured.Count < one.Times)
            {
                var act = await one.PrepareAsync(filled);

                // How often a run writes its own record, and how often an endpoint's health is read again, depends on time.
                measured.Add((await filled.World.MeasureAsync(act)).Without(TableNames.Runs, TableNames.Endpoints, QueueNames.Runs));
            }

            costs.Add(measured.MinBy(static cost => cost.OfTables.Requests)!);
        }

        await more(filled);
        return filled.World.Tables.Service.Unknown is { IsEmpty: false } unknown
            ? throw new InvalidOperationException($"The table server received unknown requests: {string.Join("; ", unknown)}")
            : costs;
    }
}
