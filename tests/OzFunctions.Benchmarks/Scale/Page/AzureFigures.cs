namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>What Microsoft documents of Azure, and what it charges. The page names where each figure stands.</summary>
internal static class AzureFigures
{
    /// <summary>Entities a second of a table's partition.</summary>
    public const int PartitionEntities = 2_000;

    /// <summary>Messages a second of a queue.</summary>
    public const int QueueMessages = 2_000;

    /// <summary>Requests a second of a storage account, by default.</summary>
    public const int AccountRequests = 20_000;

    /// <summary>The same in the regions that have more.</summary>
    public const int AccountRequestsInLargeRegions = 40_000;

    /// <summary>Rows of a page.</summary>
    public const int PageRows = 1_000;

    /// <summary>Dollars for ten thousand requests to tables.</summary>
    public const double TableRequests = 0.00036;

    /// <summary>Dollars for ten thousand requests to queues.</summary>
    public const double QueueRequests = 0.004;

    /// <summary>Dollars a month for a gigabyte in tables, ZRS.</summary>
    public const double TableCapacity = 0.0562;

    /// <summary>Dollars for a million executions on Flex Consumption.</summary>
    public const double Executions = 0.40;

    /// <summary>Dollars for a gigabyte of an instance and a second, on Flex Consumption.</summary>
    public const double Memory = 0.000026;
}
