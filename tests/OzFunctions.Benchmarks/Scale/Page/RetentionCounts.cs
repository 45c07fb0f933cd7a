namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>What the removal of expired folders costs.</summary>
/// <param name="Folders">How many were removed.</param>
/// <param name="TablesPerFolder">Requests to tables for each.</param>
/// <param name="FoldersASecond">How many were removed in a second on the machine that measured it, with Azurite in memory.</param>
internal sealed record RetentionCounts(int Folders, double TablesPerFolder, double FoldersASecond);
