namespace OzFunctions.Core.Runs;

/// <summary>Stores runs. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IRunStore
{
    /// <summary>Stores a new run, unless a run with its id is stored.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>False when a run with its id is stored; it may be this one, because a write whose response was lost is repeated.</returns>
    Task<bool> TryAddAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Reads a run.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The run, or null when there is none.</returns>
    Task<Stored<Run>?> FindAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>Stores a run's progress, unless another writer changed it first.</summary>
    /// <param name="run">The run.</param>
    /// <param name="etag">The ETag of the row to replace.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>The stored run, or null when another writer changed it first.</returns>
    Task<Stored<Run>?> TryWriteAsync(Run run, string etag, CancellationToken cancellationToken);

    /// <summary>Lists runs of a kind, newest first.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, at least 1.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page.</returns>
    Task<PageOf<Run>> ListAsync(string kind, string? from, int limit, CancellationToken cancellationToken);
}
