namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The cost of a folder in one table.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="Entities">Entities scanned or written.</param>
/// <param name="Partitions">The number of partitions for the folders of an hour; null if each folder has its own partitions.</param>
internal sealed record TablePart(double Requests, double Entities, int? Partitions);
