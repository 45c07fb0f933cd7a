namespace OzFunctions.Core.Removal;

/// <summary>Tells the time that the storage has.</summary>
public interface IStorageClock
{
    /// <summary>Asks the storage for its time.</summary>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>The time, UTC, in whole seconds; null where the storage does not tell it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<DateTimeOffset?> ReadAsync(CancellationToken cancellationToken);
}
