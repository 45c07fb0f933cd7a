namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>Azure's limits as Microsoft documents them, and Azure's prices. The scale page links the source of each figure.</summary>
internal static class AzureFigures
{
    /// <summary>Entities a second of one table partition.</summary>
    public const int PartitionEntities = 2_000;

    /// <summary>Messages a second of one queue.</summary>
    public const int QueueMessages = 2_000;

    /// <summary>Requests a second of a storage account, by default.</summary>
    public const int AccountRequests = 20_000;

    /// <summary>Requests a second of a storage account in the regions with a higher limit.</summary>
    public const int AccountRequestsInLargeRegions = 40_000;

    /// <summary>Rows in one page of a query.</summary>
    public const int PageRows = 1_000;

    /// <summary>Dollars for ten thousand table requests.</summary>
    public const double TableRequests = 0.00036;

    /// <summary>Dollars for ten thousand queue requests.</summary>
    public const double QueueRequests = 0.004;

    /// <summary>Dollars a month for a gigabyte of table storage, ZRS.</summary>
    public const double TableCapacity = 0.0562;

    /// <summary>Dollars for a million executions on Flex Consumption.</summary>
    public const double Executions = 0.40;

    /// <summary>Dollars for a gigabyte-second of instance memory on Flex Consumption.</summary>
    public const double Memory = 0.000026;
}
