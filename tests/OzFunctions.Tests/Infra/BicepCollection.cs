namespace OzFunctions.Tests.Infra;

/// <summary>Compiles the templates once for all classes that look at them.</summary>
[CollectionDefinition(nameof(BicepFixture))]
public sealed class BicepCollection : ICollectionFixture<BicepFixture>;
