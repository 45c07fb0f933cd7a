using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>Rows of which each holds a version that only grows: a newer one replaces an older one, and never the other way round.</summary>
/// <param name="client">The SDK's client of the table.</param>
internal sealed class VersionedRows(TableClient client)
{
    private const string Version = nameof(Version);
    private const int MaxAttempts = 10;

    private readonly LazyTable _table = new(client);
    private readonly RecentRows _recent = new();

    /// <summary>Writes a row that holds a version, unless it holds that version or a newer one.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="cancellationToken">Gives up; whether it was written is then unknown.</param>
    /// <returns>A task that ends when the row holds that version or a newer one.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or others were faster every time.</exception>
    public async Task WriteAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var row = await FindBeforeAsync(entity, isFirstTry: attempt == 0, cancellationToken);
            if (row?.GetInt32(Version) >= entity.GetInt32(Version) || await TryWriteAsync(entity, row, cancellationToken))
            {
                return;
            }
        }

        throw new StoreUnavailableException($"Others wrote the row first, {MaxAttempts} times in a row.");
    }

    /// <summary>Finds what a row that holds a version is to replace. At the first try what this process wrote need not be read, nor what comes before a first version.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="isFirstTry">Whether it was not tried before.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The row that is there, perhaps of that version or a newer one; null when there is none.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<TableEntity?> FindBeforeAsync(TableEntity entity, bool isFirstTry, CancellationToken cancellationToken)
    {
        if (isFirstTry && _recent.Find(entity.PartitionKey, entity.RowKey) is { } known && known.GetInt32(Version) < entity.GetInt32(Version))
        {
            return known;
        }

        return isFirstTry && entity.GetInt32(Version) == 1 ? null : await _table.FindAsync(entity.PartitionKey, entity.RowKey, cancellationToken);
    }

    /// <summary>Writes a row that holds a version over what <see cref="FindBeforeAsync"/> found.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="before">What was found.</param>
    /// <param name="cancellationToken">Gives up; whether it was written is then unknown.</param>
    /// <returns>False when another writer was faster: find again.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<bool> TryWriteAsync(TableEntity entity, TableEntity? before, CancellationToken cancellationToken)
    {
        if (await _table.TryWriteAsync(entity, before?.ETag.ToString(), cancellationToken) is not { } etag)
        {
            return false;
        }

        _recent.Keep(entity, etag);
        return true;
    }
}
