namespace OzFunctions.Storage.Tables;

/// <summary>The tables of a storage account that are ours.</summary>
internal static class TableNames
{
    /// <summary>Folders: partition by folder id, see <see cref="Folders.FolderKeys"/>.</summary>
    public const string Folders = "OzFolders";

    /// <summary>Folders by the hour in which they were first seen; and how many of each hour there are.</summary>
    public const string Index = "OzFolderIndex";

    /// <summary>Folders by their named metadata values.</summary>
    public const string Aliases = "OzAliases";

    /// <summary>Folders to ask Oz about: 16 partitions by hash.</summary>
    public const string Open = "OzOpen";

    /// <summary>Deliveries that are not delivered: partition by state and endpoint.</summary>
    public const string Parked = "OzParked";

    /// <summary>How endpoints do: one partition; and in another, the conditions of the Oz account.</summary>
    public const string Endpoints = "OzEndpoints";

    /// <summary>Refused webhooks: partition by day.</summary>
    public const string Rejected = "OzRejected";

    /// <summary>Runs: partition by kind.</summary>
    public const string Runs = "OzRuns";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Folders, Index, Aliases, Open, Parked, Endpoints, Rejected, Runs];
}
