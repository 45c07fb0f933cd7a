namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The sources of the figures.</summary>
internal static class ScaleSources
{
    /// <summary>Computes this part of the page.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The part, as Markdown.</returns>
    public static string Of(ScaleCounts counts) => $"""
        ## Where the figures come from

        Limits: {Figures.Whole(AzureFigures.PartitionEntities)} entities a second of a [table's partition]({Links.Tables}), {Figures.Whole(AzureFigures.QueueMessages)} messages a second of a [queue]({Links.Queues}), {Figures.Whole(AzureFigures.AccountRequests)} requests a second of an [account]({Links.Account}), as documented in November 2026. They are targets for entities of 1 KiB, not guarantees.

        Prices, in US dollars; look them up for your region: {AzureFigures.TableRequests} for ten thousand [requests to tables]({Links.TablePrices}) and {AzureFigures.TableCapacity} for a gigabyte in them and month (ZRS), {AzureFigures.QueueRequests} for ten thousand [requests to queues]({Links.QueuePrices}), as
        the tests of Infracost hold list prices in November 2026; {AzureFigures.Executions:0.00} for a million [executions]({Links.FunctionPrices}) and {AzureFigures.Memory} for a gigabyte of an instance and second on Flex Consumption, as published in May 2025. Telemetry, traffic, alerts and an always ready instance come on top.

        Taken for granted, not measured: an instance of 2 GB handles {ScaleLoad.WebhooksOfAnInstance} webhooks a second, and is busy for the whole second in which it handles any; folders are kept for {ScaleLoad.DaysKept} days (`Retention:Days`); runs begin every five minutes (`Reconciliation:Schedule`).

        The counts are in [scale.json](scale.json), last counted on {counts.Counted:yyyy-MM-dd}. They are taken on a server in the mode `Trust`, with higher limits for requests to Oz and for pages than the defaults, whose tables are served by a store in memory that has Azure's limits and counts the rows that it looks over. What
        is counted is requests, so a faster machine gives the same, but for the two rates that are named so. Count again, which writes both files:

        ```sh
        dotnet run -c Release --project tests/OzFunctions.Benchmarks -- scale --write      # requests, at a thousand folders and at a million
        dotnet run -c Release --project tests/OzFunctions.Benchmarks -- reconcile --write  # a pass over a million folders
        dotnet run -c Release --project tests/OzFunctions.Benchmarks -- retention --write  # the removal of folders
        ```
        """;
}
