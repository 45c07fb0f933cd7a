namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The cost of requests to a table.</summary>
/// <param name="Requests">The number of requests, including rejected ones.</param>
/// <param name="LookedOver">The rows scanned for queries or read by key.</param>
/// <param name="Returned">The rows returned.</param>
/// <param name="Written">The rows written or deleted.</param>
/// <param name="Bytes">The bytes in the bodies of requests and responses.</param>
internal readonly record struct TableFigures(long Requests, long LookedOver, long Returned, long Written, long Bytes)
{
    /// <summary>The entities that count towards Azure's partition limit: those scanned and those written.</summary>
    public long Entities => LookedOver + Written;

    /// <summary>Adds figures.</summary>
    /// <param name="left">The first figures.</param>
    /// <param name="right">The other figures.</param>
    /// <returns>The sum.</returns>
    public static TableFigures operator +(TableFigures left, TableFigures right) => new(
        left.Requests + right.Requests, left.LookedOver + right.LookedOver, left.Returned + right.Returned, left.Written + right.Written, left.Bytes + right.Bytes);

    /// <summary>Subtracts figures.</summary>
    /// <param name="left">The later figures.</param>
    /// <param name="right">The earlier figures.</param>
    /// <returns>The difference.</returns>
    public static TableFigures operator -(TableFigures left, TableFigures right) => new(
        left.Requests - right.Requests, left.LookedOver - right.LookedOver, left.Returned - right.Returned, left.Written - right.Written, left.Bytes - right.Bytes);
}
