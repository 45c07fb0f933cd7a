using OzFunctions.Benchmarks.Scale.Page;
using OzFunctions.Benchmarks.Scale.Tables;
using OzFunctions.Benchmarks.Scale.World;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>
/// Measures the cost of a folder from its first webhook until its verdict was notified, one folder after another. Concurrent folders batch
/// their writes to a partition and cost less.
/// </summary>
internal static class ScaleLife
{
    private const int Lives = 200;

    /// <summary>Makes the measurement.</summary>
    /// <param name="filled">A world.</param>
    /// <returns>The cost of one folder.</returns>
    public static async Task<LifeCounts> MeasureAsync(FilledWorld filled)
    {
        var world = filled.World;
        await world.QuietAsync();
        var (tables, notified, folders) = (world.Tables.Service, world.Notified, new HashSet<string>(StringComparer.Ordinal));
        tables.Counts.NotesPartitions = true;
        var cost = await world.MeasureAsync(async () =>
        {
            while (folders.Count < Lives)
            {
                var folder = filled.Next(TimeSpan.FromSeconds(1), "SUCCESS");
                await world.TellAsync(folder, 1, folder.Webhooks);
                folders.Add(folder.Id);
            }

            return null;
        });
        tables.Counts.NotesPartitions = false;
        var partitions = tables.Counts.Partitions();
        return new LifeCounts(
            ScaleFolder.WithVerdict,
            Each(world.Notified - notified),
            Each(tables.Names.SelectMany(name => tables.Find(name).Rows()).Where(row => folders.Any(id => row.PartitionKey.Contains(id, StringComparison.Ordinal) || row.RowKey.Contains(id, StringComparison.Ordinal))).Sum(static row => (long)EntityLimits.StoredBytes(row.PartitionKey, row.RowKey, row.Properties))),
            cost.Tables.ToDictionary(static table => table.Key, table => new TablePart(Each(table.Value.Requests), Each(table.Value.Entities), partitions.GetValueOrDefault(table.Key) is var many && many < Lives ? many : null)),
            cost.Queues.ToDictionary(static queue => queue.Key, static queue => new QueuePart(Each(queue.Value.Requests), Each(queue.Value.Sent), Each(queue.Value.Received))));
    }

    private static double Each(long all) => Math.Round((double)all / Lives, 2);
}
