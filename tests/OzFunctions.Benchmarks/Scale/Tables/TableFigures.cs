namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>What requests of a kind to a table cost.</summary>
/// <param name="Requests">How many there were, refused ones among them.</param>
/// <param name="LookedOver">The rows that were looked over for queries, and read by their keys.</param>
/// <param name="Returned">The rows that were given back.</param>
/// <param name="Written">The rows that were written or deleted.</param>
/// <param name="Bytes">The bytes of the bodies of requests and answers.</param>
internal readonly record struct TableFigures(long Requests, long LookedOver, long Returned, long Written, long Bytes)
{
    /// <summary>The entities that Azure's limit of a partition counts: those that were looked over, and those that were written.</summary>
    public long Entities => LookedOver + Written;

    /// <summary>Adds figures.</summary>
    /// <param name="left">Some.</param>
    /// <param name="right">Others.</param>
    /// <returns>Both together.</returns>
    public static TableFigures operator +(TableFigures left, TableFigures right) => new(
        left.Requests + right.Requests, left.LookedOver + right.LookedOver, left.Returned + right.Returned, left.Written + right.Written, left.Bytes + right.Bytes);

    /// <summary>Takes figures off.</summary>
    /// <param name="left">Later ones.</param>
    /// <param name="right">Earlier ones.</param>
    /// <returns>What came between them.</returns>
    public static TableFigures operator -(TableFigures left, TableFigures right) => new(
        left.Requests - right.Requests, left.LookedOver - right.LookedOver, left.Returned - right.Returned, left.Written - right.Written, left.Bytes - right.Bytes);
}
