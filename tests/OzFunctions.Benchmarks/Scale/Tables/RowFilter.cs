namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>What a query asks of rows.</summary>
internal abstract record RowFilter
{
    /// <summary>The rows that must be looked over: those outside are none of it, by their keys.</summary>
    public virtual KeyRange Range => KeyRange.All;

    /// <summary>Whether a row is one of those asked for.</summary>
    /// <param name="row">The row.</param>
    /// <returns>True where it is.</returns>
    public abstract bool Includes(Row row);

    /// <summary>All rows.</summary>
    internal sealed record Everything : RowFilter
    {
        /// <inheritdoc/>
        public override bool Includes(Row row) => true;
    }

    /// <summary>Rows of both.</summary>
    /// <param name="Left">One.</param>
    /// <param name="Right">The other.</param>
    internal sealed record And(RowFilter Left, RowFilter Right) : RowFilter
    {
        /// <inheritdoc/>
        public override KeyRange Range => Left.Range.And(Right.Range);

        /// <inheritdoc/>
        public override bool Includes(Row row) => Left.Includes(row) && Right.Includes(row);
    }

    /// <summary>Rows of either. The service makes no two ranges of it: it looks over all.</summary>
    /// <param name="Left">One.</param>
    /// <param name="Right">The other.</param>
    internal sealed record Or(RowFilter Left, RowFilter Right) : RowFilter
    {
        /// <inheritdoc/>
        public override bool Includes(Row row) => Left.Includes(row) || Right.Includes(row);
    }

    /// <summary>Rows that are none of those.</summary>
    /// <param name="Of">Those.</param>
    internal sealed record Not(RowFilter Of) : RowFilter
    {
        /// <inheritdoc/>
        public override bool Includes(Row row) => !Of.Includes(row);
    }

    /// <summary>Rows with such a value. A row without the property, or with one of another type, is none of them.</summary>
    /// <param name="Property">The property's name.</param>
    /// <param name="Operator"><c>eq</c>, <c>ne</c>, <c>gt</c>, <c>ge</c>, <c>lt</c> or <c>le</c>.</param>
    /// <param name="Value">What it is compared with.</param>
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
