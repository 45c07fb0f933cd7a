namespace OzFunctions.Core;

/// <summary>Tells how long a claim on a row still holds.</summary>
internal static class Claims
{
    // No claim is made for longer than a minute, and no two clocks should differ by more than some minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The remaining time of a claim. One that ends much later than any claim can was made by a process whose clock was ahead, and must not hold until then.
    /// </summary>
    /// <param name="until">When the claim ends, UTC; null when there is none.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The time; null when it does not hold.</returns>
    public static TimeSpan? Remaining(DateTimeOffset? until, DateTimeOffset now) => until - now is { Ticks: > 0 } rest && rest < Longest ? rest : null;
}
