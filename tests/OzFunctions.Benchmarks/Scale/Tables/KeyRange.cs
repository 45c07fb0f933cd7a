namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>
/// The rows that the service must scan for a filter, according to the filter's conditions on keys: a range of partitions, and within a
/// single partition a range of rows.
/// </summary>
/// <param name="Partitions">The partitions.</param>
/// <param name="Rows">The rows.</param>
internal readonly record struct KeyRange(KeySpan Partitions, KeySpan Rows)
{
    /// <summary>The whole table.</summary>
    public static KeyRange All { get; } = new(KeySpan.All, KeySpan.All);

    /// <summary>The keys at which the range begins.</summary>
    public (string PartitionKey, string RowKey) First => (Partitions.From, Partitions.IsSingle ? Rows.From : "");

    /// <summary>Returns the rows that are in both ranges.</summary>
    /// <param name="other">The other range.</param>
    /// <returns>The range.</returns>
    public KeyRange And(KeyRange other) => new(Partitions.And(other.Partitions), Rows.And(other.Rows));

    /// <summary>Whether the range ends before a row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>True if this row and all following rows are after the range.</returns>
    public bool IsBefore(Row row) => Partitions.IsBefore(row.PartitionKey) || (Partitions.IsSingle && Rows.IsBefore(row.RowKey));
}
