using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Endpoints;

/// <summary>The health of an endpoint, shared by all processes.</summary>
/// <param name="Name">The endpoint's name.</param>
public sealed record EndpointHealth(string Name)
{
    /// <summary>Since when every attempt has failed, UTC; null after a success. An endpoint that is still healthy may have it.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The next probe; null unless the endpoint is failing.</summary>
    public EndpointProbe? Probe { get; init; }

    /// <summary>Since when the endpoint has been disabled, UTC; null while it is not.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why the endpoint is disabled, as a sentence.</summary>
    public string? DisabledBecause { get; init; }

    /// <summary>How often the state has changed. The outcome of an attempt that began before the last change does not affect the state after it.</summary>
    public int Turn { get; init; }

    /// <summary>How often a release of the waiting deliveries was requested.</summary>
    public long ReleasesAsked { get; init; }

    /// <summary>The running release; null while there is none.</summary>
    public RunId? Release { get; init; }

    /// <summary>The endpoint's state.</summary>
    public EndpointState State => DisabledAt is not null ? EndpointState.Disabled : Probe is not null ? EndpointState.Failing : EndpointState.Healthy;

    /// <summary>Whether the endpoint is disabled.</summary>
    public bool IsDisabled => State is EndpointState.Disabled;

    /// <summary>Whether an attempt that began at a turn may still disable the endpoint: not when it has recovered, or a person has enabled it, since then.</summary>
    internal bool MayBeDisabledBy(int turn) =>

        // The endpoint last became healthy at this turn, or at the one before it began to fail.
        turn >= (State is EndpointState.Failing ? Turn - 1 : Turn);

    /// <summary>Whether the endpoint has failed for so long, and at so many probes, that it is to be disabled.</summary>
    internal bool IsHopeless(DateTimeOffset now) => now - FailingSince >= EndpointMonitor.DisabledAfter && Probe?.Number >= EndpointMonitor.DisabledAfterProbes;

    /// <summary>Returns the health with the state changed to failing.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="firstProbeAt">When the first probe is due, UTC.</param>
    /// <returns>The health.</returns>
    public EndpointHealth TurnedFailing(DateTimeOffset now, DateTimeOffset firstProbeAt) =>
        this with { Turn = Turn + 1, FailingSince = FailingSince ?? now, Probe = new EndpointProbe(1, firstProbeAt) };

    /// <summary>Returns the health with the state changed to healthy.</summary>
    /// <returns>The health.</returns>
    public EndpointHealth TurnedHealthy() => this with { Turn = Turn + 1, FailingSince = null, Probe = null, DisabledAt = null, DisabledBecause = null };

    /// <summary>Returns the health with the state changed to disabled.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="because">The reason, as a sentence.</param>
    /// <returns>The health.</returns>
    public EndpointHealth TurnedDisabled(DateTimeOffset now, string because) =>
        this with { Turn = Turn + 1, FailingSince = FailingSince ?? now, Probe = null, DisabledAt = now, DisabledBecause = because };
}
