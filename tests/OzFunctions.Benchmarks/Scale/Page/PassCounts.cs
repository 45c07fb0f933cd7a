namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The cost of one pass over many folders that have not changed at Oz.</summary>
/// <param name="Folders">The number of folders.</param>
/// <param name="OzPerHundred">Requests to Oz per hundred folders.</param>
/// <param name="TablesPerFolder">Requests to tables per folder.</param>
/// <param name="FoldersASecond">How many were compared per second on the measuring machine.</param>
/// <param name="MiB">The maximum growth of the server's memory, in MiB.</param>
internal sealed record PassCounts(int Folders, double OzPerHundred, double TablesPerFolder, double FoldersASecond, double MiB);
