namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>What a folder costs a table.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="Entities">Entities that are looked over or written.</param>
/// <param name="Partitions">Over how many partitions the folders of an hour are spread; null where each has partitions of its own.</param>
internal sealed record TablePart(double Requests, double Entities, int? Partitions);
