using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Remembers what dry runs compared. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IProofStore
{
    /// <summary>Records compared folders, the equal ones too. Doing it again changes nothing.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folders">The folders, at most 500, each once.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when they are recorded.</returns>
    Task RecordAsync(RunId run, IReadOnlyList<ComparedFolder> folders, CancellationToken cancellationToken);

    /// <summary>Tells which of some folders a run has compared.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folderIds">The folders' ids, a few.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The ids of those that it has.</returns>
    Task<IReadOnlySet<string>> ComparedAsync(RunId run, IReadOnlyList<string> folderIds, CancellationToken cancellationToken);

    /// <summary>Removes a folder from all reports, at the cost of a request for each report that there is.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>In how many it was.</returns>
    Task<int> RemoveAsync(string folderId, CancellationToken cancellationToken);

    /// <summary>Lists the folders of a run that are not the same here and at Oz, by their ids.</summary>
    /// <param name="run">The run.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page.</returns>
    Task<PageOf<ComparedFolder>> DifferentAsync(RunId run, string? from, int limit, CancellationToken cancellationToken);
}
