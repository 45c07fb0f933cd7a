namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The limits of Azure Tables ("Understanding the Table service data model", "Performing entity group transactions").</summary>
internal static class EntityLimits
{
    /// <summary>The maximum number of operations in a transaction.</summary>
    public const int TransactionOperations = 100;

    /// <summary>The maximum size of a transaction's body, in bytes.</summary>
    public const int TransactionBytes = 4 * 1024 * 1024;

    private const int EntityBytes = 1024 * 1024;
    private const int Properties = 252;
    private const int PropertyBytes = 64 * 1024;
    private const int KeyCharacters = 512;

    /// <summary>Throws for an entity that Azure would reject.</summary>
    /// <param name="partitionKey">Its partition key.</param>
    /// <param name="rowKey">Its row key.</param>
    /// <param name="properties">Its properties.</param>
    /// <exception cref="TableException">The entity exceeds a limit.</exception>
    public static void Check(string partitionKey, string rowKey, Property[] properties)
    {
        Refuse(partitionKey.Length > KeyCharacters || rowKey.Length > KeyCharacters, "KeyValueTooLarge", "A key is larger than 1 KiB.");
        Refuse((partitionKey + rowKey).Any(static letter => letter is '/' or '\\' or '#' or '?' || char.IsControl(letter)), "OutOfRangeInput", "A key holds a character that keys must not.");
        Refuse(properties.Length > Properties, "TooManyProperties", "An entity has at most 252 properties.");
        Refuse(Array.Exists(properties, static property => ValueBytes(property.Value) - 4 > PropertyBytes), "PropertyValueTooLarge", "A property is larger than 64 KiB.");
        Refuse(StoredBytes(partitionKey, rowKey, properties) > EntityBytes, "EntityTooLarge", "The entity is larger than 1 MiB.");
    }

    /// <summary>Computes the size of an entity that Azure counts and charges for.</summary>
    /// <param name="partitionKey">Its partition key.</param>
    /// <param name="rowKey">Its row key.</param>
    /// <param name="properties">Its properties.</param>
    /// <returns>The size in bytes.</returns>
    public static int StoredBytes(string partitionKey, string rowKey, IEnumerable<Property> properties) =>
        4 + (2 * (partitionKey.Length + rowKey.Length)) + properties.Sum(static property => 8 + (2 * property.Name.Length) + ValueBytes(property.Value));

    private static int ValueBytes(object value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] bytes => 4 + bytes.Length,
        Guid => 16,
        _ => 8,
    };

    private static void Refuse(bool isOver, string code, string message)
    {
        if (isOver)
        {
            throw TableException.Wrong(message, code);
        }
    }
}
