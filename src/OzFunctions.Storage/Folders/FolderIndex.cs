using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>Folders by the day on which they were first seen, in Azure Tables, and with them their aliases.</summary>
/// <param name="index">The table <see cref="TableNames.Index"/>.</param>
/// <param name="aliases">The table <see cref="TableNames.Aliases"/>.</param>
internal sealed class FolderIndex(TableClient index, TableClient aliases) : IFolderIndex
{
    private const int MaxAttempts = 10;

    private readonly LazyTable _index = new(index);
    private readonly VersionedRows _rows = new(index);
    private readonly FolderAliases _aliases = new(aliases);

    /// <inheritdoc/>
    public async Task RecordAsync(Folder folder, CancellationToken cancellationToken)
    {
        var ours = FolderAliases.KeysOf(folder);
        var entity = IndexEntity.Of(IndexedFolder.Of(folder), ours);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var row = await _rows.FindBeforeAsync(entity, isFirstTry: attempt == 0, cancellationToken);
            var listed = IndexEntity.AliasesOf(row);
            if (row?.GetInt32(nameof(folder.Version)) >= folder.Version)
            {
                await _aliases.RemoveAsync(attempt == 0 ? [] : ours.Except(listed), folder.FolderId, cancellationToken);
                return;
            }

            // The row names the aliases and comes last, so that what a crash leaves half done is done again.
            await _aliases.AddAsync(ours.Except(listed), folder.FolderId, cancellationToken);
            await _aliases.RemoveAsync(listed.Except(ours), folder.FolderId, cancellationToken);
            if (await _rows.TryWriteAsync(entity, row, cancellationToken))
            {
                return;
            }
        }

        throw new StoreUnavailableException($"Others listed the folder first, {MaxAttempts} times in a row.");
    }

    /// <inheritdoc/>
    public async Task<int> VersionOfAsync(Folder folder, CancellationToken cancellationToken)
    {
        var row = await _index.FindAsync(FolderKeys.IndexDay(folder.IndexDay), folder.FolderId, cancellationToken);
        return row?.GetInt32(nameof(folder.Version)) ?? 0;
    }

    /// <inheritdoc/>
    public async Task<PageOf<IndexedFolder>> ListAsync(DateOnly day, FolderFilter filter, string? from, int limit, CancellationToken cancellationToken)
    {
        var page = await _index.PageAsync(IndexEntity.Query(day, filter), from, limit, cancellationToken);
        return new PageOf<IndexedFolder>([.. page.Items.Select(IndexEntity.Read)], page.Next);
    }

    /// <summary>Takes a folder off the index and off its aliases.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="day">The day under which it is listed, UTC.</param>
    /// <param name="last">The folder as it was last seen, whose row may never have been written; null when that is not known.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RemoveAsync(string folderId, DateOnly day, Folder? last, CancellationToken cancellationToken)
    {
        var row = await _index.FindAsync(FolderKeys.IndexDay(day), folderId, cancellationToken);
        var keys = IndexEntity.AliasesOf(row).Union(last is null ? [] : FolderAliases.KeysOf(last));
        var removed = await _aliases.RemoveAsync(keys, folderId, cancellationToken);
        return row is null ? removed : removed + await _index.RemoveAsync(row.PartitionKey, folderId, cancellationToken);
    }
}
