namespace OzFunctions.Storage;

/// <summary>Runs an operation on many items, but only some at the same time.</summary>
internal static class BoundedTasks
{
    private const int AtOnce = 32;

    /// <summary>Runs an operation on each item: on 32, and when all of these have ended, on the next 32.</summary>
    /// <typeparam name="T">The item type.</typeparam>
    /// <typeparam name="TResult">The operation's result.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="act">The operation. After a failure, no further items are taken.</param>
    /// <returns>The results, in the order of the items.</returns>
    public static async Task<List<TResult>> EachAsync<T, TResult>(this IEnumerable<T> items, Func<T, Task<TResult>> act)
    {
        var results = new List<TResult>();
        foreach (var some in items.Chunk(AtOnce))
        {
            results.AddRange(await Task.WhenAll(some.Select(act)));
        }

        return results;
    }
}
