namespace OzFunctions.Storage.Tables;

/// <summary>
/// The limits of Azure Tables (Azure: "Understanding the Table service data model", "Performing entity group transactions"). A transaction is checked before it
/// is sent, because the emulator accepts requests that Azure refuses.
/// </summary>
internal static class TableLimits
{
    /// <summary>Entities in one transaction.</summary>
    public const int TransactionEntities = 100;

    /// <summary>Bytes of one transaction's request body: 4 MiB, minus a margin for the error of our framing estimate.</summary>
    public const int TransactionBytes = (4 * 1024 * 1024) - (64 * 1024);

    /// <summary>Bytes of one entity.</summary>
    public const int EntityBytes = 1024 * 1024;

    /// <summary>Properties of one entity, without its keys and timestamp.</summary>
    public const int EntityProperties = 252;

    /// <summary>Bytes of one string (as UTF-16) or binary property.</summary>
    public const int PropertyBytes = 64 * 1024;

    /// <summary>Characters of a partition or row key. Azure allows 1 KiB of UTF-16.</summary>
    public const int KeyCharacters = 512;
}
