namespace OzFunctions.Core.Notifications;

/// <summary>Stores deliveries. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IDeliveryStore
{
    /// <summary>Reads a delivery.</summary>
    /// <param name="folder">Oz's id of the folder, or <c>endpoint|{name}</c>.</param>
    /// <param name="key">The key within the folder.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The delivery, or null when there is none.</returns>
    Task<Stored<Delivery>?> FindAsync(string folder, DeliveryKey key, CancellationToken cancellationToken);

    /// <summary>Stores a delivery, unless another writer changed it first.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="etag">The ETag of the row to replace.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>The stored delivery, or null when another writer changed it first.</returns>
    Task<Stored<Delivery>?> TryWriteAsync(Delivery delivery, string etag, CancellationToken cancellationToken);

    /// <summary>Stores deliveries of one folder atomically, unless another writer changed one of them or the folder first.</summary>
    /// <param name="deliveries">The new deliveries with the ETags of the rows that they replace; 1 to 99.</param>
    /// <param name="folderETag">The folder's ETag as read or written.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>False when another writer changed a row first, or the folder was erased or removed.</returns>
    Task<bool> TryWriteAsync(IReadOnlyList<Stored<Delivery>> deliveries, string folderETag, CancellationToken cancellationToken);

    /// <summary>Reads the data of the notifications of a version.</summary>
    /// <param name="folder">Oz's id of the folder, or <c>endpoint|{name}</c>.</param>
    /// <param name="version">The version that owes them.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The data, or null when there is none.</returns>
    Task<NotificationData?> FindDataAsync(string folder, long version, CancellationToken cancellationToken);

    /// <summary>Stores a notification about an endpoint with its deliveries atomically, unless its version exists already.</summary>
    /// <param name="folder"><c>endpoint|{name}</c>.</param>
    /// <param name="version">The version.</param>
    /// <param name="data">The data of the notification.</param>
    /// <param name="deliveries">Its deliveries, at least one.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>False when the version exists.</returns>
    Task<bool> TryAddAsync(string folder, long version, NotificationData data, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Removes a delivery that is not parked, unless another writer changed it first.</summary>
    /// <param name="delivery">The delivery with the ETag of its row.</param>
    /// <param name="cancellationToken">Cancels the removal, which may still have taken place.</param>
    /// <returns>Whether this call removed it.</returns>
    Task<bool> TryRemoveAsync(Stored<Delivery> delivery, CancellationToken cancellationToken);

    /// <summary>
    /// Adds an entry to the list of parked deliveries. Must precede the change of the delivery's row, so that a crash leaves no parked
    /// delivery unlisted.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the entry is stored.</returns>
    Task ParkAsync(ParkedEntry entry, CancellationToken cancellationToken);

    /// <summary>Removes an entry from the list, after the delivery's row was changed. Other entries of the same delivery stay.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether this call removed it; false when it was gone.</returns>
    Task<bool> UnparkAsync(ParkedEntry entry, CancellationToken cancellationToken);

    /// <summary>Lists entries of parked deliveries; for each state and endpoint, the oldest deliveries first.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, 1 to 1,000. Any page may hold fewer, even none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page. The delivery's own row is authoritative; see <see cref="ParkedDeliveries"/>.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier page returned.</exception>
    Task<PageOf<ParkedEntry>> ListParkedAsync(ParkedFilter filter, string? from, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Counts parked deliveries by endpoint and state, with one read for each 1,000 of them and at most ten reads for each endpoint and
    /// state.
    /// </summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The counts. Endpoints and states without deliveries are missing.</returns>
    Task<IReadOnlyList<ParkedCount>> CountParkedAsync(CancellationToken cancellationToken);

    /// <summary>Lists deliveries of folders.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, 1 to 1,000. Any page may hold fewer, even none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier page returned.</exception>
    Task<PageOf<Stored<Delivery>>> ListAsync(DeliveryFilter filter, string? from, int limit, CancellationToken cancellationToken);

    /// <summary>Reads all deliveries of some versions of a folder.</summary>
    /// <param name="folder">Oz's id of the folder.</param>
    /// <param name="oldest">The first version.</param>
    /// <param name="newest">The last version.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The deliveries, by version.</returns>
    Task<ILookup<long, Delivery>> OfVersionsAsync(string folder, int oldest, int newest, CancellationToken cancellationToken);
}
