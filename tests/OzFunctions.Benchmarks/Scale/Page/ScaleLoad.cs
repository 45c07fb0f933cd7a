namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>What so many folders a day are to the storage and to Oz.</summary>
/// <param name="Counts">What was counted of one.</param>
/// <param name="FoldersADay">How many there are a day.</param>
internal sealed record ScaleLoad(ScaleCounts Counts, double FoldersADay)
{
    /// <summary>How many times its mean the rate of a day is at its peak.</summary>
    public const int PeakFactor = 3;

    /// <summary>Webhooks a second that an instance of 2 GB is taken to handle: less than half of what two cores did under load.</summary>
    public const int WebhooksOfAnInstance = 100;

    /// <summary>Days of a month.</summary>
    public const int DaysOfAMonth = 30;

    /// <summary>Days for which a folder is kept, as <c>Retention:Days</c> is by default.</summary>
    public const int DaysKept = 400;

    private const double SecondsOfADay = 24 * 60 * 60;
    private const int GigabytesOfAnInstance = 2;
    private const int RunsOfADay = 24 * 12;

    // Four queues, each polled every two seconds by an instance that has nothing to do.
    private const int PollsASecond = 2;

    /// <summary>Folders a second, on the mean of a day.</summary>
    public double Mean => FoldersADay / SecondsOfADay;

    /// <summary>Folders a second at the peak.</summary>
    public double Peak => PeakFactor * Mean;

    /// <summary>Webhooks a second at the peak.</summary>
    public double Webhooks => Peak * Counts.Life!.Webhooks;

    /// <summary>Instances that are busy, on the mean of a day.</summary>
    public double Instances => Math.Max(1, Math.Ceiling(Mean * Counts.Life!.Webhooks / WebhooksOfAnInstance));

    /// <summary>Requests to Oz a day: of each folder, and of the runs themselves.</summary>
    public double OzRequests => (FoldersADay * Counts.Aftercare!.Oz) + (RunsOfADay * IdleRun.Oz);

    /// <summary>Executions of functions a month.</summary>
    public double Executions => DaysOfAMonth * ((FoldersADay * (Counts.Life!.Webhooks + Counts.Life.Queues.Values.Sum(static queue => queue.Received))) + (2 * RunsOfADay));

    /// <summary>Dollars a month for requests to tables.</summary>
    public double TableCost => DaysOfAMonth * ((FoldersADay * TableRequestsOf(Counts)) + (RunsOfADay * IdleRun.Tables)) / 10_000 * AzureFigures.TableRequests;

    /// <summary>Dollars a month for requests to queues.</summary>
    public double QueueCost => DaysOfAMonth * ((FoldersADay * QueueRequestsOf(Counts)) + (Instances * PollsASecond * SecondsOfADay)) / 10_000 * AzureFigures.QueueRequests;

    /// <summary>Dollars a month for executions.</summary>
    public double ExecutionCost => Executions / 1_000_000 * AzureFigures.Executions;

    /// <summary>Dollars a month for the memory of instances.</summary>
    public double MemoryCost => Instances * GigabytesOfAnInstance * DaysOfAMonth * SecondsOfADay * AzureFigures.Memory;

    /// <summary>Gigabytes in tables once the first folders expire.</summary>
    public double Gigabytes => FoldersADay * DaysKept * Counts.Life!.StoredBytes / (1024 * 1024 * 1024);

    /// <summary>Dollars a month for what is kept then.</summary>
    public double CapacityCost => Gigabytes * AzureFigures.TableCapacity;

    /// <summary>Dollars a month for all of it.</summary>
    public double Cost => TableCost + QueueCost + ExecutionCost + MemoryCost + CapacityCost;

    private Requests IdleRun => Counts.Cases[CaseNames.NothingDue].Many;

    /// <summary>Requests to tables for a folder, from its first webhook to its removal.</summary>
    /// <param name="counts">What was counted.</param>
    /// <returns>How many.</returns>
    public static double TableRequestsOf(ScaleCounts counts) =>
        counts.Life!.Tables.Values.Sum(static table => table.Requests) + counts.Aftercare!.Tables.Values.Sum(static table => table.Requests) + counts.Retention!.TablesPerFolder;

    /// <summary>Requests to queues for a folder.</summary>
    /// <param name="counts">What was counted.</param>
    /// <returns>How many.</returns>
    public static double QueueRequestsOf(ScaleCounts counts) => counts.Life!.Queues.Values.Sum(static queue => queue.Requests);
}
