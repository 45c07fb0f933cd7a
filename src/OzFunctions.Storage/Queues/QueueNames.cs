namespace OzFunctions.Storage.Queues;

/// <summary>The queues of a storage account that are ours.</summary>
public static class QueueNames
{
    /// <summary>Work that is due.</summary>
    public const string Work = "oz-work";

    /// <summary>Work that nobody could do. The Functions host uses the same name.</summary>
    public const string Poison = "oz-work-poison";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Work, Poison];
}
