using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Stores the reports of dry runs. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IDryRunStore
{
    /// <summary>Records compared folders, including equal ones. Idempotent.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folders">The folders, at most 500, without duplicates.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when they are recorded.</returns>
    Task RecordAsync(RunId run, IReadOnlyList<ComparedFolder> folders, CancellationToken cancellationToken);

    /// <summary>Finds out which folders a run has already compared.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folderIds">The folders' ids, only a few.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The ids of the compared folders.</returns>
    Task<IReadOnlySet<string>> ComparedAsync(RunId run, IReadOnlyList<string> folderIds, CancellationToken cancellationToken);

    /// <summary>Removes a folder from all reports, with one request per report.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>The number of reports that contained it.</returns>
    Task<int> RemoveAsync(string folderId, CancellationToken cancellationToken);

    /// <summary>Lists the folders of a run that differ between here and Oz, by id.</summary>
    /// <param name="run">The run.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, 1 to 1,000. Any page may hold fewer, even none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page.</returns>
    Task<PageOf<ComparedFolder>> DifferentAsync(RunId run, string? from, int limit, CancellationToken cancellationToken);
}
