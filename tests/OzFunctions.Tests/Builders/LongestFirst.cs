using OzFunctions.Tests.Dashboard;
using OzFunctions.Tests.Destinations;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.FunctionsApp;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(OzFunctions.Tests.Builders.LongestFirst))]

namespace OzFunctions.Tests.Builders;

/// <summary>Starts the classes that take longest before all others. Otherwise the run ends with one of them alone, and processors idle meanwhile.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = Array.ConvertAll(
        (Type[])
        [
            typeof(ReconciliationTests), typeof(DeliveryRunTests), typeof(CrashPointTests), typeof(DashboardCollection), typeof(EndpointTakeoverTests), typeof(PublishTests), typeof(VerifyModeTests),
            typeof(DestinationRunTests), typeof(StorageOutageTests), typeof(FollowUpStopTests), typeof(AdminTests), typeof(StartTests), typeof(PausedProcessTests),
        ],
        static type => type.FullName!);

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(static collection => Array.FindIndex(Longest, name => Names(collection.TestCollectionDisplayName, name)) is >= 0 and var place ? place : Longest.Length)];

    // The collection of a class that names none is "Test collection for {class} (id: ...)".
    private static bool Names(string collection, string type) => $"{collection} ".Contains($"{type} ", StringComparison.Ordinal);
}
