namespace OzFunctions.Core.Oz;

/// <summary>A reported difference between Oz's clock and ours: the greatest that one process measured in the last 30 to 60 minutes.</summary>
/// <param name="Skew">How far Oz's clock is ahead of ours; negative when it is behind.</param>
/// <param name="SeenAt">When a process last reported it, UTC. The measurement may be up to an hour older.</param>
public sealed record OzClockSkew(TimeSpan Skew, DateTimeOffset SeenAt)
{
    /// <summary>How long a reported difference counts as current.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>Whether the difference was reported at most <see cref="Lasts"/> before or after the given time.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>True when it was.</returns>
    public bool IsCurrent(DateTimeOffset now) => (now - SeenAt).Duration() <= Lasts;
}
