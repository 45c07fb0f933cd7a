namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>A limit, and how much of it a folder takes.</summary>
/// <param name="Part">What has the limit.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="OfAFolder">How much of it a folder takes.</param>
/// <param name="ASecond">How much there is in a second.</param>
/// <param name="IsOfThePeak">Whether it must hold at the peak of a day; otherwise on its mean, because what is left to do can wait.</param>
internal sealed record ScaleLimit(string Part, string Unit, double OfAFolder, double ASecond, bool IsOfThePeak = true)
{
    /// <summary>At how many folders a day it is met.</summary>
    public double MetAt => ASecond / OfAFolder * 24 * 60 * 60 / (IsOfThePeak ? ScaleLoad.PeakFactor : 1);

    /// <summary>All limits, the one that is met first before the others.</summary>
    /// <param name="counts">What was counted.</param>
    /// <returns>The limits.</returns>
    public static IReadOnlyList<ScaleLimit> All(ScaleCounts counts) =>
    [
        .. ((IEnumerable<ScaleLimit>)
        [
            Account(counts),
            .. counts.Life!.Tables.Where(static table => table.Value is { Partitions: not null, Entities: > 0 }).Select(static table => OfPartition(table.Key, table.Value)),
            .. counts.Life.Queues.Where(static queue => queue.Value.Sent > 0).Select(static queue => new ScaleLimit($"the queue `{queue.Key}`", "messages", queue.Value.Sent, AzureFigures.QueueMessages)),
            Oz(counts),
            Pass(counts),
            Retention(counts),
        ]).OrderBy(static limit => limit.MetAt),
    ];

    /// <summary>The storage account.</summary>
    /// <param name="counts">What was counted.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Account(ScaleCounts counts) =>
        new("the storage account", "requests", ScaleLoad.TableRequestsOf(counts) + ScaleLoad.QueueRequestsOf(counts), AzureFigures.AccountRequests);

    /// <summary>A table's partition.</summary>
    /// <param name="counts">What was counted.</param>
    /// <param name="table">The table.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Partition(ScaleCounts counts, string table) => OfPartition(table, counts.Life!.Tables[table]);

    /// <summary>A queue.</summary>
    /// <param name="counts">What was counted.</param>
    /// <returns>The limit of the busiest.</returns>
    public static ScaleLimit Queue(ScaleCounts counts) => All(counts).First(static limit => limit.Unit == "messages");

    /// <summary>What a process asks Oz, as the settings have it by default.</summary>
    /// <param name="counts">What was counted.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Oz(ScaleCounts counts) => new("questions to Oz (`Oz:RequestsPerSecond`)", "requests", counts.Aftercare!.Oz, OzRequestsPerSecond);

    /// <summary>The comparing of folders with Oz's lists.</summary>
    /// <param name="counts">What was counted.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Pass(ScaleCounts counts) => new("comparing folders with Oz's lists", "folders", LooksOf(counts), counts.Pass!.FoldersASecond, IsOfThePeak: false);

    /// <summary>The removal of expired folders.</summary>
    /// <param name="counts">What was counted.</param>
    /// <returns>The limit.</returns>
    public static ScaleLimit Retention(ScaleCounts counts) => new("removing expired folders", "folders", 1, counts.Retention!.FoldersASecond, IsOfThePeak: false);

    /// <summary>How often a folder is looked at after its verdict.</summary>
    /// <param name="counts">What was counted.</param>
    /// <returns>How often.</returns>
    public static double LooksOf(ScaleCounts counts) => counts.Aftercare!.Looks;

    // The default of the setting.
    private const int OzRequestsPerSecond = 20;

    private static ScaleLimit OfPartition(string table, TablePart part) => new($"a partition of `{table}`", "entities", part.Entities / part.Partitions!.Value, AzureFigures.PartitionEntities);
}
