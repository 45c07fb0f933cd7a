namespace OzFunctions.Core.Removal;

/// <summary>Reads the storage's clock.</summary>
public interface IStorageClock
{
    /// <summary>Reads the storage's time.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The time, UTC, in whole seconds; null when the storage does not return it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<DateTimeOffset?> ReadAsync(CancellationToken cancellationToken);
}
