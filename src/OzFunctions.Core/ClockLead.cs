namespace OzFunctions.Core;

/// <summary>
/// The tolerance for stored times in the future. A time further ahead was written by a process with a wrong clock and must not block all others until it is reached.
/// </summary>
internal static class ClockLead
{
    /// <summary>The most by which a correct clock may be ahead of another.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromMinutes(5);

    /// <summary>The remaining time until a stored end, unless it is so far away that only a wrong clock can have written it.</summary>
    /// <param name="until">The end, UTC; null when there is none.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="longest">The longest duration that is ever stored.</param>
    /// <returns>The time; null when the end is past, or was set by a wrong clock.</returns>
    public static TimeSpan? Remaining(DateTimeOffset? until, DateTimeOffset now, TimeSpan longest) => until - now is { Ticks: > 0 } rest && rest <= longest + Max ? rest : null;
}
