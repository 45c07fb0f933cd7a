namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A page of a query.</summary>
/// <param name="Rows">The rows that were asked for.</param>
/// <param name="LookedOver">How many rows were looked over for them.</param>
/// <param name="Next">The first row that was not; null where there is none.</param>
internal sealed record TablePage(IReadOnlyList<Row> Rows, int LookedOver, Row? Next);
