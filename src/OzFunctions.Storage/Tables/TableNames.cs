namespace OzFunctions.Storage.Tables;

/// <summary>The tables of a storage account that are ours.</summary>
internal static class TableNames
{
    /// <summary>Folders: partition by folder id, see <see cref="Folders.FolderKeys"/>.</summary>
    public const string Folders = "OzFolders";

    /// <summary>Refused webhooks: partition by day.</summary>
    public const string Rejected = "OzRejected";
}
