namespace OzFunctions.Core.Runs;

/// <summary>Something that an admin or the schedule started, with its progress: the record of the act, and where to go on after a crash.</summary>
public sealed record Run
{
    /// <summary>Its id.</summary>
    public required RunId Id { get; init; }

    /// <summary>The name of the admin key with which it was started, or <see cref="RunStarter.Schedule"/>.</summary>
    public required string By { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How it stands.</summary>
    public RunState State { get; init; }

    /// <summary>When it came to its end, UTC; null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What was asked for, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What it did so far, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>Where it goes on; null at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Why it failed, or waits; null unless it does.</summary>
    public string? Error { get; init; }

    /// <summary>The limit at which it stopped before it had done everything; null when it met none.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>When it last made a step, or will have made one, UTC; of its start before the first.</summary>
    public DateTimeOffset LastStepAt { get; init; }

    /// <summary>When the log last told how it stands, UTC; null while it did not.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>How many steps it made.</summary>
    public int Step { get; init; }

    /// <summary>Until when somebody is at the next step, UTC; null when nobody is.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }
}
