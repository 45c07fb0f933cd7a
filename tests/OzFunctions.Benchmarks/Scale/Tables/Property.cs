namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A property of an entity.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, whose type defines the Edm type: a string, byte[], bool, int, long, double, Guid or DateTimeOffset.</param>
internal readonly record struct Property(string Name, object Value);
