namespace OzFunctions.Core.Oz;

/// <summary>A difference between Oz's clock and ours.</summary>
/// <param name="Skew">How far Oz's clock is ahead of ours; negative when it is behind.</param>
/// <param name="SeenAt">When it was last seen, UTC.</param>
public sealed record OzClockSkew(TimeSpan Skew, DateTimeOffset SeenAt)
{
    /// <summary>How long a difference remains current after it was last seen.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>Whether the difference was seen within <see cref="Lasts"/>.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>True when it was.</returns>
    public bool IsCurrent(DateTimeOffset now) => (now - SeenAt).Duration() <= Lasts;
}
