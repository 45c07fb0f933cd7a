namespace OzFunctions.Storage.Tables;

/// <summary>The names of our tables in the storage account.</summary>
internal static class TableNames
{
    /// <summary>Folders: partition by folder id, see <see cref="Folders.FolderKeys"/>.</summary>
    public const string Folders = "OzFolders";

    /// <summary>Folders by the hour in which they were first seen, and the counts of each hour.</summary>
    public const string Index = "OzFolderIndex";

    /// <summary>Folders by their metadata values.</summary>
    public const string Aliases = "OzAliases";

    /// <summary>Open folders, and when to ask Oz about each: 16 partitions by hash.</summary>
    public const string Open = "OzOpen";

    /// <summary>Undelivered deliveries: partition by state and endpoint.</summary>
    public const string Parked = "OzParked";

    /// <summary>The health of endpoints in one partition, and the conditions of the Oz accounts in another.</summary>
    public const string Endpoints = "OzEndpoints";

    /// <summary>Refused webhooks: partition by day.</summary>
    public const string Rejected = "OzRejected";

    /// <summary>Runs: partition by kind.</summary>
    public const string Runs = "OzRuns";

    /// <summary>All tables.</summary>
    public static IReadOnlyList<string> All { get; } = [Folders, Index, Aliases, Open, Parked, Endpoints, Rejected, Runs];
}
