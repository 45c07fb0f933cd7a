namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>A limit, and the share of it that one folder takes.</summary>
/// <param name="Part">The part with the limit.</param>
/// <param name="Unit">The unit of the limit.</param>
/// <param name="OfAFolder">The number of units per folder.</param>
/// <param name="ASecond">The limit in units per second.</param>
/// <param name="IsOfThePeak">Whether the limit applies at the daily peak; otherwise it applies on average, because the work can wait.</param>
internal sealed record ScaleLimit(string Part, string Unit, double OfAFolder, double ASecond, bool IsOfThePeak = true)
{
    /// <summary>The number of folders a day at which the limit is reached.</summary>
    public double MetAt => ASecond / OfAFolder * 24 * 60 * 60 / (IsOfThePeak ? ScaleLoad.PeakFactor : 1);

    /// <summary>Returns all limits, in the order in which they are reached.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The limits.</returns>
    public static IReadOnlyList<ScaleLimit> All(ScaleCounts counts) =>
    [
        .. ((IEnumerable<ScaleLimit>)
        [
            Account(counts),
            .. counts.Life!.Tables.Where(static table => table.Value is { Partitions: not null, Entities: > 0 }).Select(static table => OfPartition(table.Key, table.Value)),
            .. counts.Life.Queues.Where(static queue => queue.Value.Sent > 0).Select(static queue => new ScaleLimit($"the queue `{queue.Key}`", "messages", queue.Value.Sent, AzureFigures.QueueMessages)),
            DeadEndpoint(counts),
            Oz(counts),
            Pass(counts),
            Retention(counts),
        ]).OrderBy(static limit => limit.MetAt),
    ];

    /// <summary>The limit of the storage account.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Account(ScaleCounts counts) =>
        new("the storage account", "requests", ScaleLoad.TableRequestsOf(counts) + ScaleLoad.QueueRequestsOf(counts), AzureFigures.AccountRequests);

    /// <summary>The limit of a table partition.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="table">The table.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Partition(ScaleCounts counts, string table) => OfPartition(table, counts.Life!.Tables[table]);

    /// <summary>The limit of the busiest queue.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Queue(ScaleCounts counts) => All(counts).First(static limit => limit.Unit == "messages");

    /// <summary>The limit of the partition that lists what waits for one endpoint, while the endpoint fails.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit DeadEndpoint(ScaleCounts counts) =>
        new("the partition of `OzParked` of an endpoint that fails", "entities", ScaleLoad.NotificationsOf(counts), AzureFigures.PartitionEntities);

    /// <summary>The rate limit of requests to Oz per process, as set by default.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Oz(ScaleCounts counts) => new("questions to Oz (`Oz:RequestsPerSecond`)", "requests", counts.Aftercare!.Oz, OzRequestsPerSecond);

    /// <summary>The same in the mode <c>Verify</c>, in which each webhook asks Oz as well.</summary>
    /// <param name="counts">The counts, which are of the mode <c>Trust</c>.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit OzInVerify(ScaleCounts counts) => Oz(counts) with { OfAFolder = counts.Aftercare!.Oz + counts.Life!.Webhooks };

    /// <summary>The limit of comparing folders with Oz's lists.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Pass(ScaleCounts counts) => new("comparing folders with Oz's lists", "folders", LooksOf(counts), counts.Pass!.FoldersASecond, IsOfThePeak: false);

    /// <summary>The limit of removing expired folders.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Retention(ScaleCounts counts) => new("removing expired folders", "folders", 1, counts.Retention!.FoldersASecond, IsOfThePeak: false);

    /// <summary>How often a folder is checked after its verdict.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The number of checks.</returns>
    public static double LooksOf(ScaleCounts counts) => counts.Aftercare!.Looks;

    // The default of <c>Oz:RequestsPerSecond</c>.
    private const int OzRequestsPerSecond = 20;

    private static ScaleLimit OfPartition(string table, TablePart part) => new($"a partition of `{table}`", "entities", part.Entities / part.Partitions!.Value, AzureFigures.PartitionEntities);
}
