namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The condition of a query.</summary>
internal abstract record RowFilter
{
    /// <summary>The rows that must be scanned. Rows outside the range cannot match, according to their keys.</summary>
    public virtual KeyRange Range => KeyRange.All;

    /// <summary>Whether a row matches.</summary>
    /// <param name="row">The row.</param>
    /// <returns>True if it does.</returns>
    public abstract bool Includes(Row row);

    /// <summary>Matches all rows.</summary>
    internal sealed record Everything : RowFilter
    {
        /// <inheritdoc/>
        public override bool Includes(Row row) => true;
    }

    /// <summary>Matches rows that match both conditions.</summary>
    /// <param name="Left">The first condition.</param>
    /// <param name="Right">The other condition.</param>
    internal sealed record And(RowFilter Left, RowFilter Right) : RowFilter
    {
        /// <inheritdoc/>
        public override KeyRange Range => Left.Range.And(Right.Range);

        /// <inheritdoc/>
        public override bool Includes(Row row) => Left.Includes(row) && Right.Includes(row);
    }

    /// <summary>Matches rows that match at least one condition. Like Azure, it does not combine two key ranges but scans the whole table.</summary>
    /// <param name="Left">The first condition.</param>
    /// <param name="Right">The other condition.</param>
    internal sealed record Or(RowFilter Left, RowFilter Right) : RowFilter
    {
        /// <inheritdoc/>
        public override bool Includes(Row row) => Left.Includes(row) || Right.Includes(row);
    }

    /// <summary>Matches rows that do not match the condition.</summary>
    /// <param name="Of">The condition.</param>
    internal sealed record Not(RowFilter Of) : RowFilter
    {
        /// <inheritdoc/>
        public override bool Includes(Row row) => !Of.Includes(row);
    }

    /// <summary>Compares a property with a value. A row without the property, or with a value of another type, does not match.</summary>
    /// <param name="Property">The property's name.</param>
    /// <param name="Operator"><c>eq</c>, <c>ne</c>, <c>gt</c>, <c>ge</c>, <c>lt</c> or <c>le</c>.</param>
    /// <param name="Value">The value to compare with.</param>
    internal sealed record Comparison(string Property, string Operator, object Value) : RowFilter
    {
        /// <inheritdoc/>
        public override KeyRange Range => (Property, Value) switch
        {
            (nameof(Row.PartitionKey), string key) => KeyRange.All with { Partitions = KeySpan.Of(Operator, key) },
            (nameof(Row.RowKey), string key) => KeyRange.All with { Rows = KeySpan.Of(Operator, key) },
            _ => KeyRange.All,
        };

        /// <inheritdoc/>
        public override bool Includes(Row row) => PropertyOrder.Compare(row.Value(Property), Value) is { } order && Operator switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            _ => order <= 0,
        };
    }
}
