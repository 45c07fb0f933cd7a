namespace OzFunctions.Core.Oz;

/// <summary>
/// Stores the conditions of Oz accounts for all processes. Every method throws <see cref="StoreUnavailableException"/> when the storage
/// cannot be reached.
/// </summary>
public interface IOzConditionStore
{
    /// <summary>Reads the conditions of an account.</summary>
    /// <param name="account">The account's key in storage: letters and digits.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The conditions, or null when none were stored.</returns>
    Task<Stored<OzConditions>?> FindAsync(string account, CancellationToken cancellationToken);

    /// <summary>Stores the conditions of an account, unless another writer changed it first.</summary>
    /// <param name="account">The account's key in storage.</param>
    /// <param name="conditions">The conditions.</param>
    /// <param name="etag">The ETag of the row to replace; null to insert.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>False when another writer changed the row first.</returns>
    Task<bool> TryWriteAsync(string account, OzConditions conditions, string? etag, CancellationToken cancellationToken);
}
