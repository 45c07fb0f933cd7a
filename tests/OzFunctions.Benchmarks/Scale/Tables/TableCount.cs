namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The cost of one kind of request to a table.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Kind">The kind of request.</param>
/// <param name="Figures">The cost.</param>
internal sealed record TableCount(string Table, TableOperation Kind, TableFigures Figures);
