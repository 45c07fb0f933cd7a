namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>What reconciliation costs for a folder from its verdict until its last check.</summary>
/// <param name="Looks">How often the folder is checked.</param>
/// <param name="Oz">Requests to Oz.</param>
/// <param name="Tables">Its share of the cost of each table.</param>
internal sealed record AftercareCounts(double Looks, double Oz, IReadOnlyDictionary<string, TablePart> Tables);
