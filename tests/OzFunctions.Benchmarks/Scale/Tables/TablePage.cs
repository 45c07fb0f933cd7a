namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A page of a query.</summary>
/// <param name="Rows">The matching rows.</param>
/// <param name="LookedOver">The number of scanned rows.</param>
/// <param name="Next">The first row after the page; null if there is none.</param>
internal sealed record TablePage(IReadOnlyList<Row> Rows, int LookedOver, Row? Next);
