using System.Globalization;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>An entity as the server holds it. It never changes: what is written takes its place.</summary>
/// <param name="partitionKey">Its partition.</param>
/// <param name="rowKey">Its key there.</param>
/// <param name="properties">Its properties, before they are rewritten.</param>
/// <param name="stamp">When it was written, in ticks, UTC; no two writes have the same.</param>
/// <param name="rewriting">Makes its values of the properties; null where they are its values. A million rows that are alike share their properties so.</param>
internal sealed class Row(string partitionKey, string rowKey, Property[] properties, long stamp, Rewriting? rewriting = null)
{
    /// <summary>Its partition.</summary>
    public string PartitionKey => partitionKey;

    /// <summary>Its key there.</summary>
    public string RowKey => rowKey;

    /// <summary>When it was written, as Azure writes times.</summary>
    public string Timestamp => new DateTime(stamp, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The mark under which it may be replaced.</summary>
    public string ETag => $"W/\"datetime'{Uri.EscapeDataString(Timestamp)}'\"";

    /// <summary>Its properties beside the keys.</summary>
    public IEnumerable<Property> Properties => rewriting is null ? properties : properties.Select(property => property with { Value = rewriting.Apply(property.Value) });

    /// <summary>The value of a property or key.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The value; null where it has none of that name.</returns>
    public object? Value(string name) => name switch
    {
        nameof(PartitionKey) => partitionKey,
        nameof(RowKey) => rowKey,
        nameof(Timestamp) => new DateTimeOffset(stamp, TimeSpan.Zero),
        _ => Array.Find(properties, property => property.Name == name).Value is { } value ? rewriting?.Apply(value) ?? value : null,
    };

    /// <summary>A row of other keys with the same properties, rewritten.</summary>
    /// <param name="otherPartitionKey">Its partition.</param>
    /// <param name="otherRowKey">Its key there.</param>
    /// <param name="how">Makes its values of these.</param>
    /// <returns>The row.</returns>
    public Row Like(string otherPartitionKey, string otherRowKey, Rewriting how) => new(otherPartitionKey, otherRowKey, properties, stamp, how);
}
