namespace OzFunctions.Core.Reconciliation;

/// <summary>Lists the folders that Oz is to be asked about.</summary>
public interface IFolderChecks
{
    /// <summary>Lists a folder's next check. One of an older version than the listed one changes nothing.</summary>
    /// <param name="check">The check.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when it is listed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task RecordAsync(FolderCheck check, CancellationToken cancellationToken);
}
