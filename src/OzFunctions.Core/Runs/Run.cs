namespace OzFunctions.Core.Runs;

/// <summary>
/// A run: an operation started by an admin or the schedule, executed in steps. Its row is an audit record and the point from which it
/// resumes after a crash.
/// </summary>
public sealed record Run
{
    /// <summary>Its id.</summary>
    public required RunId Id { get; init; }

    /// <summary>The name of the admin key with which it was started, or <see cref="RunStarter.Schedule"/>; "unknown" when it was never stored.</summary>
    public required string By { get; init; }

    /// <summary>When it was started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its state.</summary>
    public RunState State { get; init; }

    /// <summary>When it ended, UTC; null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The parameters of the request, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What was done so far, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>The continuation; null at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Why it failed or waits; otherwise null.</summary>
    public string? Error { get; init; }

    /// <summary>The limit that stopped it early; null when none did.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>
    /// When it last made progress, UTC: the start of its current step, or when its next step is due; the start of the run before the first
    /// step.
    /// </summary>
    public DateTimeOffset LastStepAt { get; init; }

    /// <summary>When its progress was last logged, UTC; null before the first time.</summary>
    public DateTimeOffset? LoggedAt { get; init; }

    /// <summary>The number of completed steps.</summary>
    public int Step { get; init; }

    /// <summary>Until when a process holds the lease of the next step, UTC; null when none does.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }
}
