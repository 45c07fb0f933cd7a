using OzFunctions.Core.Health;
using OzFunctions.Storage.Queues;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage;

/// <summary>Asks the table and the queue that a webhook needs to be there. The others are made when they are first missed.</summary>
/// <param name="folders">The table of folders.</param>
/// <param name="work">The work queue.</param>
internal sealed class StorageHealth(LazyTable folders, LazyQueue work) : IStorageHealth
{
    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => Task.WhenAll(folders.EnsureAsync(cancellationToken), work.EnsureAsync(cancellationToken));
}
