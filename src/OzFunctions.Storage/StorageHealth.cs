using OzFunctions.Core;
using OzFunctions.Core.Health;
using OzFunctions.Storage.Queues;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage;

/// <summary>Asks the table and the queue that a webhook needs to be there. The others are made when they are first missed.</summary>
/// <param name="folders">The table of folders.</param>
/// <param name="work">The work queue.</param>
internal sealed class StorageHealth(LazyTable folders, LazyQueue work) : IStorageHealth
{
    // Of which there is no row, in no partition.
    private const string Nothing = "nothing";

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        string?[] problems = await Task.WhenAll(
            ProblemOfAsync($"The table {folders.Name}", folders.EnsureAsync(cancellationToken), cancellationToken),
            ProblemOfAsync($"The queue {work.Name}", work.EnsureAsync(cancellationToken), cancellationToken));
        if (problems.Any(static problem => problem is not null))
        {
            throw new StoreUnavailableException(string.Join(' ', problems.Where(static problem => problem is not null)));
        }
    }

    /// <inheritdoc/>
    /// <remarks>A row is asked for as the first webhook will ask for one. The SDK's way to make a table takes a tenth of the start.</remarks>
    public Task ReachAsync(CancellationToken cancellationToken) => Task.WhenAll(folders.FindAsync(Nothing, Nothing, cancellationToken), work.EnsureAsync(cancellationToken));

    private static async Task<string?> ProblemOfAsync(string name, Task check, CancellationToken cancellationToken)
    {
        try
        {
            // Also a part that does not heed the token must not keep the caller waiting.
            await check.WaitAsync(cancellationToken);
            return null;
        }
        catch (StoreUnavailableException)
        {
            return $"{name} cannot be reached.";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return $"{name} does not answer in time.";
        }
    }
}
