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

    /// <summary>Lists a delivery among those that are held or dead. Comes before its row says so, so that none is ever in neither place.</summary>
    /// <param name="delivery">The delivery, held or dead.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is listed.</returns>
    Task ParkAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>Takes a delivery off that list, after its row says that it is pending or delivered.</summary>
    /// <param name="delivery">The delivery. Unless it is delivered, a later listing than that of its <see cref="Delivery.ParkedAt"/> stays.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is off.</returns>
    Task UnparkAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>Lists deliveries.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page. Of those that are held or dead it holds what was known when they became so.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    Task<PageOf<Delivery>> ListAsync(DeliveryFilter filter, string? from, int limit, CancellationToken cancellationToken);

    /// <summary>Reads all deliveries of some versions of a folder.</summary>
    /// <param name="folder">Oz's id.</param>
    /// <param name="oldest">The first version.</param>
    /// <param name="newest">The last version.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The deliveries, by version.</returns>
    Task<ILookup<long, Delivery>> OfVersionsAsync(string folder, int oldest, int newest, CancellationToken cancellationToken);
}
