using System.Text.Json;
using Azure;
using OzFunctions.Core;
using OzFunctions.Core.Health;
using OzFunctions.Storage.Queues;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage;

/// <summary>Checks that the table and the queue that a webhook needs exist and answer. All others are created when they are first found missing.</summary>
internal sealed class StorageHealth(LazyTable folders, LazyQueue work) : IStorageHealth
{
    // No row and no partition has this key.
    private const string Nothing = "nothing";

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var problems = await Task.WhenAll(
            ProblemOfAsync($"The {folders.Description}", folders.EnsureAsync(cancellationToken), cancellationToken),
            ProblemOfAsync($"The {work.Description}", work.EnsureAsync(cancellationToken), cancellationToken));
        if (problems.OfType<string>().ToList() is { Count: > 0 } found)
        {
            throw new StoreUnavailableException(string.Join(' ', found));
        }
    }

    /// <inheritdoc/>
    /// <remarks>Reads a row, as the first webhook will. Creating the table with the SDK would take a tenth of the start-up time.</remarks>
    public async Task ReachAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(folders.FindAsync(Nothing, Nothing, cancellationToken), work.EnsureAsync(cancellationToken));
        }
        catch (Exception e) when (e is RequestFailedException or JsonException)
        {
            throw new StoreUnavailableException("The storage does not answer as a storage account does.", e);
        }
    }

    private static async Task<string?> ProblemOfAsync(string name, Task check, CancellationToken cancellationToken)
    {
        try
        {
            // A call that ignores the token must not keep the caller waiting either.
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
