using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Endpoints;

/// <summary>How an endpoint does, as all processes know it.</summary>
/// <param name="Name">The endpoint's name.</param>
public sealed record EndpointHealth(string Name)
{
    /// <summary>Since when nothing but failures came back, UTC; null while it is well.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The probe that is due; null unless the endpoint is failing.</summary>
    public EndpointProbe? Probe { get; init; }

    /// <summary>Since when it is disabled, UTC; null while it is not.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why it is disabled, as a sentence.</summary>
    public string? DisabledBecause { get; init; }

    /// <summary>How often its state changed. What came of an attempt that began before the last change says nothing of the state after it.</summary>
    public int Turn { get; init; }

    /// <summary>How often a release of its waiting deliveries was asked for.</summary>
    public long ReleasesAsked { get; init; }

    /// <summary>The release that is under way; null while none is.</summary>
    public RunId? Release { get; init; }

    /// <summary>How it does.</summary>
    public EndpointState State => DisabledAt is not null ? EndpointState.Disabled : Probe is not null ? EndpointState.Failing : EndpointState.Well;

    /// <summary>Whether it is disabled.</summary>
    public bool IsDisabled => State is EndpointState.Disabled;

    /// <summary>The same endpoint, failing.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="firstProbeAt">When the first probe is due, UTC.</param>
    /// <returns>The health.</returns>
    public EndpointHealth TurnedFailing(DateTimeOffset now, DateTimeOffset firstProbeAt) =>
        this with { Turn = Turn + 1, FailingSince = FailingSince ?? now, Probe = new EndpointProbe(1, firstProbeAt) };

    /// <summary>The same endpoint, well.</summary>
    /// <returns>The health.</returns>
    public EndpointHealth TurnedWell() => this with { Turn = Turn + 1, FailingSince = null, Probe = null, DisabledAt = null, DisabledBecause = null };

    /// <summary>The same endpoint, disabled.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="because">Why, as a sentence.</param>
    /// <returns>The health.</returns>
    public EndpointHealth TurnedDisabled(DateTimeOffset now, string because) =>
        this with { Turn = Turn + 1, FailingSince = FailingSince ?? now, Probe = null, DisabledAt = now, DisabledBecause = because };
}
