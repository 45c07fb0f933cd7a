using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Notifications;

namespace OzFunctions.Storage.Removal;

/// <summary>A folder that the index proposes for removal, with all its rows.</summary>
/// <param name="Index">The row of the index.</param>
/// <param name="Stored">The folder as stored; null when there is no fence.</param>
/// <param name="IsHeld">Whether a process is listing the folder, so that it must be left for now.</param>
/// <param name="Rows">The other rows of its partition, without the fence.</param>
internal sealed record ExpiredFolder(TableEntity Index, StoredFolder? Stored, bool IsHeld, IReadOnlyList<TableEntity> Rows)
{
    /// <summary>The folder's id.</summary>
    public string FolderId => Index.RowKey;

    /// <summary>The folder; null when it was erased or removed, or returned in another hour after it was listed.</summary>
    public Folder? Folder => Stored?.Folder is { } folder && folder.IndexHour == Hour ? folder : null;

    /// <summary>The hour under which the index lists it.</summary>
    public IndexHour Hour => FolderKeys.HourOf(Index.PartitionKey);

    /// <summary>Whether the index row is older than the last change that the lists must show.</summary>
    public bool IsBehind => Folder?.ListVersion > IndexEntity.Read(Index).Version;

    /// <summary>Where its deliveries are listed.</summary>
    public IEnumerable<ParkedEntry> ParkedEntries => DeliveryEntity.ParkedEntriesOf(Rows);

    /// <summary>The metadata values under which it may be listed, as rows of <see cref="FolderAliases"/>: those that the folder names and those that its index row names.</summary>
    public IEnumerable<TableEntity> Aliases
    {
        get
        {
            // A folder that returned may have some of its former values again; those entries must stay.
            var stays = Folder is null && Stored?.Folder is { } another ? FolderAliases.KeysOf(another.EveryMetadata) : [];
            return FolderAliases.KeysOf(Folder?.EveryMetadata ?? []).Union(IndexEntity.AliasesOf(Index)).Except(stays).Select(key => new TableEntity(key, FolderId));
        }
    }

    /// <summary>Whether operators see it among the open folders. A row that only says when to ask Oz is left: it is deleted when it is due and its folder is gone.</summary>
    public bool IsOpen => Folder is { } folder && FolderCheck.ReasonsOf(folder) is not OpenReasons.None;
}
