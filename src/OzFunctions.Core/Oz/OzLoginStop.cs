namespace OzFunctions.Core.Oz;

/// <summary>Oz did not accept the account, so no login is tried for a while: more of them could lock it.</summary>
/// <param name="Refusal">The HTTP status and error code of Oz's answer, for example <c>403 (code 211)</c>.</param>
/// <param name="Since">When Oz refused the first login in a row, UTC.</param>
/// <param name="Until">Before when no login is tried, UTC.</param>
public sealed record OzLoginStop(string Refusal, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>How long no login is tried.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    // A process whose clock is further ahead than this must not stop the logins of all others.
    private static readonly TimeSpan MaxClockLead = TimeSpan.FromMinutes(5);

    /// <summary>How long no login may be tried yet.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The time; null when one may be tried, or the end was set by a clock that was wrong.</returns>
    public TimeSpan? Remaining(DateTimeOffset now) => Until > now && Until - now <= Duration + MaxClockLead ? Until - now : null;
}
