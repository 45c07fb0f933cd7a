namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>What one pass over many folders costs, of which Oz tells nothing new.</summary>
/// <param name="Folders">How many folders there were.</param>
/// <param name="OzPerHundred">Requests to Oz for a hundred of them.</param>
/// <param name="TablesPerFolder">Requests to tables for each.</param>
/// <param name="FoldersASecond">How many were compared in a second on the machine that measured it.</param>
/// <param name="MiB">By how much its memory grew at most, in MiB.</param>
internal sealed record PassCounts(int Folders, double OzPerHundred, double TablesPerFolder, double FoldersASecond, double MiB);
