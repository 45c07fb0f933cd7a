using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace OzFunctions.Tests.Builders;

/// <summary>Polls until something is as expected. Fails after a limit, which is far longer than a slow machine needs.</summary>
internal static class Poll
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task UntilAsync(Func<bool> isReached, TimeSpan? limit = null, [CallerArgumentExpression(nameof(isReached))] string expected = "") =>
        UntilAsync(() => Task.FromResult(isReached()), limit, expected);

    public static Task UntilAsync(Func<Task<bool>> isReached, TimeSpan? limit = null, [CallerArgumentExpression(nameof(isReached))] string expected = "") =>
        ReadAsync(isReached, static isReached => isReached, limit, expected);

    /// <summary>Reads until a value is as expected, and returns this value.</summary>
    public static async Task<T> ReadAsync<T>(Func<Task<T>> read, Func<T, bool> isReached, TimeSpan? limit = null, [CallerArgumentExpression(nameof(isReached))] string expected = "")
    {
        var patience = Stopwatch.StartNew();
        for (var wait = ShortestWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            var value = await read();
            if (isReached(value))
            {
                return value;
            }

            Assert.True(patience.Elapsed < (limit ?? Patience), $"Within {limit ?? Patience}, this did not become true: {expected}");
            await Task.Delay(wait, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
