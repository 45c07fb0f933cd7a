namespace OzFunctions.Core.Oz;

/// <summary>Logins are suspended because Oz rejected the account: further attempts could lock it.</summary>
/// <param name="Refusal">The HTTP status and error code of Oz's response, for example <c>403 (code 211)</c>.</param>
/// <param name="Since">When Oz rejected the first of consecutive logins, UTC.</param>
/// <param name="Until">The end of the suspension, UTC.</param>
public sealed record OzLoginStop(string Refusal, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>The duration of the suspension.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    /// <summary>Returns the remaining time of the suspension.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The time; null when logins are allowed, or the end was set by a wrong clock.</returns>
    public TimeSpan? Remaining(DateTimeOffset now) => ClockLead.Remaining(Until, now, Duration);
}
