namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The load and the cost of a number of folders a day.</summary>
/// <param name="Counts">The counts per folder.</param>
/// <param name="FoldersADay">The number of folders a day.</param>
internal sealed record ScaleLoad(ScaleCounts Counts, double FoldersADay)
{
    /// <summary>The ratio of the peak rate of a day to its mean.</summary>
    public const int PeakFactor = 3;

    /// <summary>The assumed webhooks a second of a 2 GB instance: less than half of what two cores handled under load.</summary>
    public const int WebhooksOfAnInstance = 100;

    /// <summary>Days in a month.</summary>
    public const int DaysOfAMonth = 30;

    /// <summary>Days for which a folder is kept, the default of <c>Retention:Days</c>.</summary>
    public const int DaysKept = 400;

    /// <summary>Endpoints that are told of each result.</summary>
    public const int Endpoints = 2;

    private const double SecondsOfADay = 24 * 60 * 60;
    private const int GigabytesOfAnInstance = 2;
    private const int RunsOfADay = 24 * 12;

    // Four queues, each polled every two seconds by an idle instance.
    private const int PollsASecond = 2;

    /// <summary>Folders a second on average.</summary>
    public double Mean => FoldersADay / SecondsOfADay;

    /// <summary>Folders a second at the peak.</summary>
    public double Peak => PeakFactor * Mean;

    /// <summary>Webhooks a second at the peak.</summary>
    public double Webhooks => Peak * Counts.Life!.Webhooks;

    /// <summary>The average number of busy instances.</summary>
    public double Instances => Math.Max(1, Math.Ceiling(Mean * Counts.Life!.Webhooks / WebhooksOfAnInstance));

    /// <summary>The number of busy instances at the peak.</summary>
    public double PeakInstances => Math.Max(1, Math.Ceiling(Webhooks / WebhooksOfAnInstance));

    /// <summary>Notifications a second that one endpoint is owed at the peak.</summary>
    public double Owed => Peak * NotificationsOf(Counts);

    /// <summary>Requests to Oz a day, for the folders and for the runs themselves.</summary>
    public double OzRequests => (FoldersADay * Counts.Aftercare!.Oz) + (RunsOfADay * IdleRun.Oz);

    /// <summary>Function executions a month.</summary>
    public double Executions => DaysOfAMonth * ((FoldersADay * (Counts.Life!.Webhooks + Counts.Life.Queues.Values.Sum(static queue => queue.Received))) + (2 * RunsOfADay));

    /// <summary>Dollars a month for table requests.</summary>
    public double TableCost => DaysOfAMonth * ((FoldersADay * TableRequestsOf(Counts)) + (RunsOfADay * IdleRun.Tables)) / 10_000 * AzureFigures.TableRequests;

    /// <summary>Dollars a month for queue requests.</summary>
    public double QueueCost => DaysOfAMonth * ((FoldersADay * QueueRequestsOf(Counts)) + (Instances * PollsASecond * SecondsOfADay)) / 10_000 * AzureFigures.QueueRequests;

    /// <summary>Dollars a month for executions.</summary>
    public double ExecutionCost => Executions / 1_000_000 * AzureFigures.Executions;

    /// <summary>Dollars a month for instance memory.</summary>
    public double MemoryCost => Instances * GigabytesOfAnInstance * DaysOfAMonth * SecondsOfADay * AzureFigures.Memory;

    /// <summary>Gigabytes of table storage once the first folders expire.</summary>
    public double Gigabytes => FoldersADay * DaysKept * Counts.Life!.StoredBytes / (1024 * 1024 * 1024);

    /// <summary>Dollars a month for that storage.</summary>
    public double CapacityCost => Gigabytes * AzureFigures.TableCapacity;

    /// <summary>Dollars a month in total.</summary>
    public double Cost => TableCost + QueueCost + ExecutionCost + MemoryCost + CapacityCost;

    private Requests IdleRun => Counts.Cases[CaseNames.NothingDue].Many;

    /// <summary>Notifications per folder and endpoint.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The number of notifications.</returns>
    public static double NotificationsOf(ScaleCounts counts) => counts.Life!.Notifications / Endpoints;

    /// <summary>Table requests per folder, from its first webhook to its removal.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The number of requests.</returns>
    public static double TableRequestsOf(ScaleCounts counts) =>
        counts.Life!.Tables.Values.Sum(static table => table.Requests) + counts.Aftercare!.Tables.Values.Sum(static table => table.Requests) + counts.Retention!.TablesPerFolder;

    /// <summary>Queue requests per folder.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The number of requests.</returns>
    public static double QueueRequestsOf(ScaleCounts counts) => counts.Life!.Queues.Values.Sum(static queue => queue.Requests);
}
