namespace OzFunctions.Tests.Dashboard;

/// <summary>Runs the dashboard tests one after the other with one shared scene.</summary>
[CollectionDefinition]
public sealed class DashboardCollection : ICollectionFixture<DashboardScene>;
