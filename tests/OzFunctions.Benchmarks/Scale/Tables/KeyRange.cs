namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The rows that a filter makes the service look over, as its conditions on keys bound them: a range of partitions, and only within a single one a range of rows.</summary>
/// <param name="Partitions">The partitions.</param>
/// <param name="Rows">The rows.</param>
internal readonly record struct KeyRange(KeySpan Partitions, KeySpan Rows)
{
    /// <summary>The whole table.</summary>
    public static KeyRange All { get; } = new(KeySpan.All, KeySpan.All);

    /// <summary>Where it begins.</summary>
    public (string PartitionKey, string RowKey) First => (Partitions.From, Partitions.IsSingle ? Rows.From : "");

    /// <summary>The rows that are in both.</summary>
    /// <param name="other">The other range.</param>
    /// <returns>The range.</returns>
    public KeyRange And(KeyRange other) => new(Partitions.And(other.Partitions), Rows.And(other.Rows));

    /// <summary>Whether a row is behind it.</summary>
    /// <param name="row">The row.</param>
    /// <returns>True where it is, and all that follow it are.</returns>
    public bool IsBefore(Row row) => Partitions.IsBefore(row.PartitionKey) || (Partitions.IsSingle && Rows.IsBefore(row.RowKey));
}
