using OzFunctions.Core.Health;
using OzFunctions.Storage.Queues;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage;

/// <summary>Asks each table and queue that we need to be there.</summary>
/// <param name="tables">The tables.</param>
/// <param name="queues">The queues.</param>
internal sealed class StorageHealth(IReadOnlyList<LazyTable> tables, IReadOnlyList<LazyQueue> queues) : IStorageHealth
{
    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => Task.WhenAll(
    [
        .. tables.Select(table => table.EnsureAsync(cancellationToken)),
        .. queues.Select(queue => queue.EnsureAsync(cancellationToken)),
    ]);
}
