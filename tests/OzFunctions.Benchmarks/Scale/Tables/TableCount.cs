namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>What the requests of a kind to a table cost.</summary>
/// <param name="Table">The table.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Figures">What they cost.</param>
internal sealed record TableCount(string Table, TableOperation Kind, TableFigures Figures);
