namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The cost of a case.</summary>
/// <param name="Tables">Requests to tables.</param>
/// <param name="LookedOver">Rows that the storage scans for them.</param>
/// <param name="Written">Rows that they write.</param>
/// <param name="Queues">Requests to queues.</param>
/// <param name="Oz">Requests to Oz.</param>
internal sealed record Requests(long Tables, long LookedOver, long Written, long Queues, long Oz);
