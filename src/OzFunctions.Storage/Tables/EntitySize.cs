using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>The size of an entity, as Azure counts it and as it is sent.</summary>
internal static class EntitySize
{
    // For each operation of a transaction: MIME part headers, the request line with both keys, and the JSON framing of the entity.
    private const int WireFraming = 1024;

    /// <summary>The bytes that Azure counts towards the limit of an entity.</summary>
    public static int Stored(TableEntity entity) =>
        4 + (2 * (entity.PartitionKey.Length + entity.RowKey.Length)) + Properties(entity).Sum(static property => 8 + (2 * property.Key.Length) + ValueBytes(property.Value));

    /// <summary>An upper bound of the bytes that an entity takes in a request body.</summary>
    public static int OnTheWire(TableEntity entity) =>
        WireFraming + Properties(entity).Sum(static property => (2 * property.Key.Length) + 64 + WireBytes(property.Value));

    /// <summary>The bytes that Azure counts for one value.</summary>
    public static int ValueBytes(object? value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] bytes => 4 + bytes.Length,
        Guid => 16,
        bool => 1,
        int => 4,
        _ => 8,
    };

    /// <summary>The properties that count towards the limit: all except the keys and the service's own properties.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Properties(TableEntity entity) =>
        entity.Where(static property => property is { Key: not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"), Value: not null });

    // JSON escaping makes at most six bytes of a character; Base64 makes four bytes of three.
    private static int WireBytes(object value) => value switch
    {
        string text => 6 * text.Length,
        byte[] bytes => ((bytes.Length + 2) / 3 * 4) + 32,
        _ => 48,
    };
}
