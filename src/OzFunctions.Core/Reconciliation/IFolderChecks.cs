namespace OzFunctions.Core.Reconciliation;

/// <summary>Lists the folders that Oz is to be asked about. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IFolderChecks
{
    /// <summary>Into how many parts the list falls; each is read apart.</summary>
    int Parts { get; }

    /// <summary>Lists a folder's first check after a change, over whatever is there.</summary>
    /// <param name="check">The check.</param>
    /// <param name="cancellationToken">Gives up; whether it was listed is then unknown.</param>
    /// <returns>A task that ends when it is listed.</returns>
    Task WriteAsync(FolderCheck check, CancellationToken cancellationToken);

    /// <summary>Reads some of the checks that are due.</summary>
    /// <param name="part">Which part, from 0 to <see cref="Parts"/> - 1.</param>
    /// <param name="now">The time by which they are due, UTC.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The checks; none only when none of the part is due.</returns>
    Task<IReadOnlyList<Stored<FolderCheck>>> DueAsync(int part, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Sets a folder's next check, unless the folder changed meanwhile and has another.</summary>
    /// <param name="check">What was read.</param>
    /// <param name="following">The next check; null when there is none any more.</param>
    /// <param name="cancellationToken">Gives up; whether it took place is then unknown.</param>
    /// <returns>A task that ends when it is set.</returns>
    Task MoveAsync(Stored<FolderCheck> check, FolderCheck? following, CancellationToken cancellationToken);
}
