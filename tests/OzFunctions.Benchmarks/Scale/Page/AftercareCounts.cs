namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>What runs of reconciliation cost for a folder from its verdict until nobody looks at it again.</summary>
/// <param name="Looks">How often it is looked at.</param>
/// <param name="Oz">Requests to Oz.</param>
/// <param name="Tables">Its part of each table.</param>
internal sealed record AftercareCounts(double Looks, double Oz, IReadOnlyDictionary<string, TablePart> Tables);
