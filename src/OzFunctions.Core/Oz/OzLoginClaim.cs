namespace OzFunctions.Core.Oz;

/// <summary>
/// A process's right to log in, while it waits for Oz's answer: processes log in one after the other, so that a wrong password is tried once and not once by
/// each of them. After a login without an answer it ends by itself, because Oz may have refused and counted that login.
/// </summary>
/// <param name="Id">Identifies the login, unique over all processes.</param>
/// <param name="Until">The end of the claim, UTC.</param>
public sealed record OzLoginClaim(string Id, DateTimeOffset Until)
{
    /// <summary>How long a claim lasts unless it is given up earlier.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>Returns how long another process should wait before it tries to claim.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The age of the claim, but at least a second and at most the time that remains; null when the claim has ended, or its end was set by a wrong clock.</returns>
    public TimeSpan? Wait(DateTimeOffset now)
    {
        if (!ClockLead.Holds(Until, now, Duration))
        {
            return null;
        }

        var remaining = Until - now;
        var age = Duration - remaining;
        return TimeSpan.FromTicks(Math.Min(remaining.Ticks, Math.Max(FirstDelay.Ticks, age.Ticks)));
    }
}
