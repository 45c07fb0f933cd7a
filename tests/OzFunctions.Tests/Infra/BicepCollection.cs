namespace OzFunctions.Tests.Infra;

/// <summary>Compiles the templates once for all classes that test them.</summary>
[CollectionDefinition(nameof(BicepFixture))]
public sealed class BicepCollection : ICollectionFixture<BicepFixture>;
