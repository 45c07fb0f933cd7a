namespace OzFunctions.Core.Work;

/// <summary>Where work waits, for as long as it takes. Every method throws <see cref="StoreUnavailableException"/> when the queue cannot be reached.</summary>
public interface IWorkQueue
{
    /// <summary>Adds an item; when this returns, it is durable.</summary>
    /// <param name="item">The item.</param>
    /// <param name="delay">How long nobody sees it: zero to seven days.</param>
    /// <param name="cancellationToken">Gives up; whether it was added is then unknown.</param>
    /// <returns>A task that ends when it is added.</returns>
    Task EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>How long the oldest of the items at the front of the queue has been due.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The time; zero when none is due.</returns>
    Task<TimeSpan> OldestDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Sets a text apart that nobody could handle, for people to look at and to put back.</summary>
    /// <param name="text">The text as it came.</param>
    /// <param name="cancellationToken">Gives up; whether it was set apart is then unknown.</param>
    /// <returns>A task that ends when it is set apart.</returns>
    Task PoisonAsync(string text, CancellationToken cancellationToken);

    /// <summary>How many texts are set apart, roughly.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number.</returns>
    Task<int> CountPoisonAsync(CancellationToken cancellationToken);

    /// <summary>Puts texts that were set apart back to work.</summary>
    /// <param name="most">How many at most, at least 1.</param>
    /// <param name="cancellationToken">Gives up between two.</param>
    /// <returns>How many were put back.</returns>
    Task<int> ReplayPoisonAsync(int most, CancellationToken cancellationToken);
}
