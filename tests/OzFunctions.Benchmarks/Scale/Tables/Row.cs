using System.Globalization;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>An entity as the server stores it. It is immutable; a write replaces it.</summary>
/// <param name="partitionKey">Its partition key.</param>
/// <param name="rowKey">Its row key.</param>
/// <param name="properties">Its properties before rewriting.</param>
/// <param name="stamp">When it was written, in ticks, UTC; unique to each write.</param>
/// <param name="rewriting">Computes its values from the properties; null if none is needed. It lets a million similar rows share their properties.</param>
internal sealed class Row(string partitionKey, string rowKey, Property[] properties, long stamp, Rewriting? rewriting = null)
{
    /// <summary>Its partition key.</summary>
    public string PartitionKey => partitionKey;

    /// <summary>Its row key.</summary>
    public string RowKey => rowKey;

    /// <summary>When it was written, in Azure's format.</summary>
    public string Timestamp => new DateTime(stamp, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Its ETag.</summary>
    public string ETag => $"W/\"datetime'{Uri.EscapeDataString(Timestamp)}'\"";

    /// <summary>Its properties without the keys.</summary>
    public IEnumerable<Property> Properties => rewriting is null ? properties : properties.Select(property => property with { Value = rewriting.Apply(property.Value) });

    /// <summary>Returns the value of a property or key.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The value; null if it has no property of that name.</returns>
    public object? Value(string name) => name switch
    {
        nameof(PartitionKey) => partitionKey,
        nameof(RowKey) => rowKey,
        nameof(Timestamp) => new DateTimeOffset(stamp, TimeSpan.Zero),
        _ => Array.Find(properties, property => property.Name == name).Value is { } value ? rewriting?.Apply(value) ?? value : null,
    };

    /// <summary>Creates a row with other keys and the same properties, rewritten.</summary>
    /// <param name="otherPartitionKey">Its partition key.</param>
    /// <param name="otherRowKey">Its row key.</param>
    /// <param name="how">Computes its values from the properties.</param>
    /// <returns>The row.</returns>
    public Row Like(string otherPartitionKey, string otherRowKey, Rewriting how) => new(otherPartitionKey, otherRowKey, properties, stamp, how);
}
