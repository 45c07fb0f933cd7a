namespace OzFunctions.Core.Notifications;

/// <summary>Remembers deliveries. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IDeliveryStore
{
    /// <summary>Reads a delivery.</summary>
    /// <param name="folder">Oz's id of the folder, or <c>endpoint|{name}</c>.</param>
    /// <param name="key">Which of the folder.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The delivery, or null when there is none.</returns>
    Task<Stored<Delivery>?> FindAsync(string folder, DeliveryKey key, CancellationToken cancellationToken);

    /// <summary>Stores a delivery, unless another writer was faster.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="etag">What was read and is to be replaced.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>The delivery as it is stored now, or null when the race was lost.</returns>
    Task<Stored<Delivery>?> TryWriteAsync(Delivery delivery, string etag, CancellationToken cancellationToken);

    /// <summary>Stores deliveries of one folder, all or nothing, unless another writer changed one of them or the folder itself.</summary>
    /// <param name="deliveries">The deliveries as they are to be, with the ETags of what they replace; 1 to 99.</param>
    /// <param name="folderETag">The folder's ETag as it was read or written.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>False when the race was lost, or the folder was erased or removed.</returns>
    Task<bool> TryWriteAsync(IReadOnlyList<Stored<Delivery>> deliveries, string folderETag, CancellationToken cancellationToken);

    /// <summary>Reads what the notifications of a version say.</summary>
    /// <param name="folder">Oz's id of the folder, or <c>endpoint|{name}</c>.</param>
    /// <param name="version">The version that owes them.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The member <c>data</c> and its time, or null when there is none.</returns>
    Task<NotificationData?> FindDataAsync(string folder, long version, CancellationToken cancellationToken);

    /// <summary>Stores an endpoint's own notification with its deliveries, all or nothing, unless its version exists already.</summary>
    /// <param name="folder"><c>endpoint|{name}</c>.</param>
    /// <param name="version">The version.</param>
    /// <param name="data">What it says.</param>
    /// <param name="deliveries">To whom it is owed, at least one.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>False when the version exists.</returns>
    Task<bool> TryAddAsync(string folder, long version, NotificationData data, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Lists a delivery. Comes before its row says so, so that none is ever in neither place.</summary>
    /// <param name="parking">Where.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is listed.</returns>
    Task ParkAsync(Parking parking, CancellationToken cancellationToken);

    /// <summary>Takes a delivery off the list, after its row says so. Another parking of the same delivery stays.</summary>
    /// <param name="parking">Where it was listed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is off.</returns>
    Task UnparkAsync(Parking parking, CancellationToken cancellationToken);

    /// <summary>Lists parkings, of each state and endpoint the oldest deliveries first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page. What a delivery's own row says counts; see <see cref="ParkedDeliveries"/>.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    Task<PageOf<Parking>> ListParkedAsync(ParkedFilter filter, string? from, int limit, CancellationToken cancellationToken);

    /// <summary>Counts parkings by endpoint and state: a read for each 1,000 of them, and of each endpoint and state at most ten.</summary>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The counts. Endpoints and states that have none are missing.</returns>
    Task<IReadOnlyList<ParkedCount>> CountParkedAsync(CancellationToken cancellationToken);

    /// <summary>Lists deliveries of folders.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    Task<PageOf<Stored<Delivery>>> ListAsync(DeliveryFilter filter, string? from, int limit, CancellationToken cancellationToken);

    /// <summary>Reads all deliveries of some versions of a folder.</summary>
    /// <param name="folder">Oz's id.</param>
    /// <param name="oldest">The first version.</param>
    /// <param name="newest">The last version.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The deliveries, by version.</returns>
    Task<ILookup<long, Delivery>> OfVersionsAsync(string folder, int oldest, int newest, CancellationToken cancellationToken);
}
