namespace OzFunctions.Core.Removal;

/// <summary>Removes folders that nothing changed for too long.</summary>
public interface IExpiredFolders
{
    /// <summary>
    /// Removes some of the folders that nothing changed since a time, without a trace. The index only proposes them: a folder that changed meanwhile
    /// stays, and of one with more than a hundred rows at most some of its history is gone then.
    /// </summary>
    /// <param name="before">The time, UTC.</param>
    /// <param name="from">Where to go on, as an earlier removal told; null at the beginning.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>What was removed, and where to go on.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier removal told.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<ExpiredFolders> RemoveSomeAsync(DateTimeOffset before, string? from, CancellationToken cancellationToken);
}
