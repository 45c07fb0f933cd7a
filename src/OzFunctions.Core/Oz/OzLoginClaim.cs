namespace OzFunctions.Core.Oz;

/// <summary>
/// Holds back the logins of all processes: while one waits for Oz's answer to a login, so that they log in one after the other and a wrong password is not tried
/// by each of them; and for a while after a login that failed, because Oz may have refused and counted it.
/// </summary>
/// <param name="Id">Identifies the login in progress, unique over all processes; null when it has ended.</param>
/// <param name="Until">When logins may be tried again, UTC.</param>
public sealed record OzLoginClaim(string? Id, DateTimeOffset Until)
{
    /// <summary>How long no login is tried after one whose outcome is unknown.</summary>
    public static readonly TimeSpan AfterUnknown = TimeSpan.FromMinutes(1);

    /// <summary>How long no login is tried after one that Oz did not receive, or did not look at.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Returns the remaining time of the claim.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The time; null when it has ended, or its end was set by a wrong clock.</returns>
    public TimeSpan? Remaining(DateTimeOffset now) => ClockLead.Remaining(Until, now, Longest);

    /// <summary>Returns how long to wait before the next login is tried, if none is in progress.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The time, at most <see cref="AfterUnknown"/>, because the clock of the process that failed may be ahead.</returns>
    public TimeSpan Pause(DateTimeOffset now) => Remaining(now) is not { } remaining ? TimeSpan.Zero : remaining < AfterUnknown ? remaining : AfterUnknown;
}
