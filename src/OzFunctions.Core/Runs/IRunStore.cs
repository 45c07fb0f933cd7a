namespace OzFunctions.Core.Runs;

/// <summary>Remembers runs. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IRunStore
{
    /// <summary>Stores a new run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>A task that ends when it is stored.</returns>
    Task AddAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Reads a run.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The run, or null when there is none.</returns>
    Task<Stored<Run>?> FindAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>Stores a run's progress, unless another writer was faster.</summary>
    /// <param name="run">The run.</param>
    /// <param name="etag">What was read and is to be replaced.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>The run as it is stored now, or null when the race was lost.</returns>
    Task<Stored<Run>?> TryWriteAsync(Run run, string etag, CancellationToken cancellationToken);

    /// <summary>Lists runs of a kind, newest first.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, at least 1.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page.</returns>
    Task<PageOf<Run>> ListAsync(string kind, string? from, int limit, CancellationToken cancellationToken);
}
