using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>How large an entity is, as Azure counts it and as it travels.</summary>
internal static class EntitySize
{
    // Of each operation in a transaction: MIME part headers, the request line with both keys, and the entity's own JSON framing.
    private const int WireFraming = 1024;

    /// <summary>Bytes that Azure counts towards an entity's limit.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>The size in bytes.</returns>
    public static int Stored(TableEntity entity) =>
        4 + (2 * (entity.PartitionKey.Length + entity.RowKey.Length)) + Properties(entity).Sum(static property => 8 + (2 * property.Key.Length) + ValueBytes(property.Value));

    /// <summary>Bytes that an entity takes in a request body, never less than it really takes.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>The size in bytes.</returns>
    public static int OnTheWire(TableEntity entity) =>
        WireFraming + Properties(entity).Sum(static property => (2 * property.Key.Length) + 64 + WireBytes(property.Value));

    /// <summary>Bytes that Azure counts of one value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The size in bytes.</returns>
    public static int ValueBytes(object? value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] bytes => 4 + bytes.Length,
        Guid => 16,
        bool => 1,
        int => 4,
        _ => 8,
    };

    /// <summary>The properties that count: all but the keys and what the service itself keeps.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>The properties.</returns>
    public static IEnumerable<KeyValuePair<string, object>> Properties(TableEntity entity) =>
        entity.Where(static property => property is { Key: not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"), Value: not null });

    // The worst that JSON escaping makes of a character is six bytes; Base64 makes four bytes of three.
    private static int WireBytes(object value) => value switch
    {
        string text => 6 * text.Length,
        byte[] bytes => ((bytes.Length + 2) / 3 * 4) + 32,
        _ => 48,
    };
}
