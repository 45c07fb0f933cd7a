namespace OzFunctions.Core;

/// <summary>
/// The tolerance for stored times in the future. A time further ahead was written by a process with a wrong clock and must not block all others until it is reached.
/// </summary>
internal static class ClockLead
{
    /// <summary>The most by which a correct clock may be ahead of another.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromMinutes(5);

    /// <summary>Whether a stored end is in the future, but not so far that only a wrong clock can have written it.</summary>
    /// <param name="until">The end, UTC; null when there is none.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="longest">The longest duration that is ever stored.</param>
    /// <returns>True when it holds.</returns>
    public static bool Holds(DateTimeOffset? until, DateTimeOffset now, TimeSpan longest) => until > now && until - now <= longest + Max;
}
