namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The cost of removing expired folders.</summary>
/// <param name="Folders">The number of removed folders.</param>
/// <param name="TablesPerFolder">Requests to tables per folder.</param>
/// <param name="FoldersASecond">How many were removed per second on the measuring machine, with an in-memory Azurite.</param>
internal sealed record RetentionCounts(int Folders, double TablesPerFolder, double FoldersASecond);
