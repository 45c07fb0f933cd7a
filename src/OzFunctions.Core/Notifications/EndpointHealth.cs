namespace OzFunctions.Core.Notifications;

/// <summary>How an endpoint does, as all processes know it. Stored only when it turns.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="FailingSince">Since when nothing but failures came back, UTC; null while it is well.</param>
/// <param name="DisabledAt">Since when it is disabled, UTC; null while it is not.</param>
/// <param name="DisabledBecause">Why it is disabled.</param>
public sealed record EndpointHealth(string Name, DateTimeOffset? FailingSince = null, DateTimeOffset? DisabledAt = null, string? DisabledBecause = null)
{
    /// <summary>Whether its deliveries are held.</summary>
    public bool IsDisabled => DisabledAt is not null;
}
