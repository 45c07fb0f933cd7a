namespace OzFunctions.Tests.Dashboard;

/// <summary>The tests that look at one scene, one after the other.</summary>
[CollectionDefinition]
public sealed class DashboardCollection : ICollectionFixture<DashboardScene>;
