namespace OzFunctions.Core.Oz;

/// <summary>Remembers the conditions of Oz accounts for all processes. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IOzConditionStore
{
    /// <summary>Reads the conditions of an account.</summary>
    /// <param name="account">What stands for the account: letters and digits.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The conditions, or null when none were stored.</returns>
    Task<Stored<OzConditions>?> FindAsync(string account, CancellationToken cancellationToken);

    /// <summary>Stores the conditions of an account, unless another writer was faster.</summary>
    /// <param name="account">What stands for the account.</param>
    /// <param name="conditions">The conditions.</param>
    /// <param name="etag">What was read and is to be replaced; null when nothing was there.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>False when the race was lost.</returns>
    Task<bool> TryWriteAsync(string account, OzConditions conditions, string? etag, CancellationToken cancellationToken);
}
