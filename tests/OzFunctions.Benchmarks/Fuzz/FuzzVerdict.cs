namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>What became of an input.</summary>
/// <param name="IsRead">Whether it was read.</param>
/// <param name="Failure">What is wrong, after "Input 7 "; null when it was read or refused as it should be.</param>
internal readonly record struct FuzzVerdict(bool IsRead, string? Failure = null)
{
    private const int LongestMessage = 1_000;

    /// <summary>It was read.</summary>
    public static FuzzVerdict Read { get; } = new(IsRead: true);

    /// <summary>The input was rejected without a message, for example an unreadable queue message.</summary>
    public static FuzzVerdict Refused { get; } = new(IsRead: false);

    /// <summary>It was handled otherwise than it should be.</summary>
    /// <param name="failure">What is wrong, after "Input 7 ".</param>
    /// <returns>The verdict.</returns>
    public static FuzzVerdict Wrong(string failure) => new(IsRead: false, failure);

    /// <summary>It was refused with a message.</summary>
    /// <param name="message">The message, which must be a sentence of bounded length.</param>
    /// <param name="longest">The greatest length.</param>
    /// <returns>The verdict.</returns>
    public static FuzzVerdict RefusedWith(string message, int longest = LongestMessage) =>
        message.Length > longest ? Wrong($"is refused with a message of {message.Length} characters: {message[..LongestMessage]}")
        : message.Length == 0 || message[^1] != '.' ? Wrong($"is refused with a message that is no sentence: {message}")
        : Refused;
}
