using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>
/// Lists of folders in Azure Tables: by day, and by metadata value. Whoever reads the latter checks with the folder, since a crash may leave
/// an entry of a value that the folder had before.
/// </summary>
/// <param name="index">The table <see cref="TableNames.Index"/>.</param>
/// <param name="aliases">The table <see cref="TableNames.Aliases"/>.</param>
internal sealed class FolderIndex(TableClient index, TableClient aliases) : IFolderIndex
{
    private const string Aliases = nameof(Aliases);
    private const char Separator = '\n';
    private const int MaxAttempts = 10;

    private readonly LazyTable _index = new(index);
    private readonly LazyTable _aliases = new(aliases);

    /// <inheritdoc/>
    public async Task RecordAsync(Folder folder, CancellationToken cancellationToken)
    {
        var ours = (folder.Records.Metadata?.Value.Entries ?? [])
            .Where(static entry => entry.Value is not null)
            .Select(static entry => AliasKey.Of(entry.Key, entry.Value!))
            .ToList();

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var row = await _index.FindAsync(FolderKeys.IndexDay(folder), folder.FolderId, cancellationToken);
            var listed = row?.GetString(Aliases) is { Length: > 0 } text ? text.Split(Separator) : [];
            if (row?.GetInt32(nameof(folder.Version)) >= folder.Version)
            {
                await RemoveAsync(attempt == 0 ? [] : ours.Except(listed), folder.FolderId, cancellationToken);
                return;
            }

            // The row names the aliases and comes last, so that what a crash leaves half done is done again.
            await AddAsync(ours.Except(listed), folder.FolderId, cancellationToken);
            await RemoveAsync(listed.Except(ours), folder.FolderId, cancellationToken);
            if (await _index.TryWriteAsync(Entity(folder, ours), row?.ETag.ToString(), cancellationToken) is not null)
            {
                return;
            }
        }

        throw new StoreUnavailableException($"Others listed the folder first, {MaxAttempts} times in a row.");
    }

    /// <inheritdoc/>
    public async Task<int> VersionOfAsync(Folder folder, CancellationToken cancellationToken)
    {
        var row = await _index.FindAsync(FolderKeys.IndexDay(folder), folder.FolderId, cancellationToken);
        return row?.GetInt32(nameof(folder.Version)) ?? 0;
    }

    /// <inheritdoc/>
    public async Task<PageOf<IndexedFolder>> ListAsync(DateOnly day, string? from, int limit, CancellationToken cancellationToken)
    {
        var page = await _index.PageAsync(TableClient.CreateQueryFilter($"PartitionKey eq {FolderKeys.IndexDay(day)}"), from, limit, cancellationToken);
        return new PageOf<IndexedFolder>([.. page.Items.Select(Read)], page.Next);
    }

    private static IndexedFolder Read(TableEntity row)
    {
        var firstSeenAt = row.GetDateTimeOffset(nameof(Folder.FirstSeenAt))!.Value;
        return new IndexedFolder(row.RowKey, firstSeenAt, row.GetDateTimeOffset(nameof(FolderRecords.TimeCreated)) ?? firstSeenAt);
    }

    private static TableEntity Entity(Folder folder, List<string> aliases) => new(FolderKeys.IndexDay(folder), folder.FolderId)
    {
        [nameof(folder.Version)] = folder.Version,
        [nameof(FolderStatuses.ResolutionStatus)] = StatusWord.Of(folder.Result.Statuses.ResolutionStatus).Text,
        [nameof(FolderStatuses.SystemResolution)] = StatusWord.Of(folder.Result.Statuses.SystemResolution).Text,
        [nameof(FolderResult.Drift)] = folder.Result.Drift,
        [nameof(FolderRecords.TimeCreated)] = folder.Records.TimeCreated?.Value,
        [nameof(folder.FirstSeenAt)] = folder.FirstSeenAt,
        [nameof(folder.LastSeenAt)] = folder.LastSeenAt,
        [Aliases] = string.Join(Separator, aliases),
    };

    private async Task AddAsync(IEnumerable<string> keys, string folderId, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            await _aliases.RunAsync(
                table => table.UpsertEntityAsync(new TableEntity(key, folderId), TableUpdateMode.Replace, cancellationToken), cancellationToken);
        }
    }

    private async Task RemoveAsync(IEnumerable<string> keys, string folderId, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            await _aliases.TryDeleteAsync(new TableEntity(key, folderId) { ETag = Azure.ETag.All }, cancellationToken);
        }
    }
}
