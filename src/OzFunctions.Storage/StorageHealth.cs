using OzFunctions.Core.Health;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage;

/// <summary>Asks each table that we need to be there.</summary>
/// <param name="tables">The tables.</param>
internal sealed class StorageHealth(IReadOnlyList<LazyTable> tables) : IStorageHealth
{
    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(tables.Select(table => table.EnsureAsync(cancellationToken)));
}
