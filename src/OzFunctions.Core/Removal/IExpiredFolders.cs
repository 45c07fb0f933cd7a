namespace OzFunctions.Core.Removal;

/// <summary>Removes expired folders: those that have not changed for too long.</summary>
public interface IExpiredFolders
{
    /// <summary>
    /// Removes some of the folders that have not changed since a given time, without a tombstone. The index only proposes them: a folder
    /// that changed meanwhile stays, and one with more than a hundred rows may lose some of its history.
    /// </summary>
    /// <param name="before">The time, UTC.</param>
    /// <param name="from">The continuation that an earlier call returned; null for the first call.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>What was removed, and the continuation.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier call returned.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<ExpiredFolders> RemoveSomeAsync(DateTimeOffset before, string? from, CancellationToken cancellationToken);
}
