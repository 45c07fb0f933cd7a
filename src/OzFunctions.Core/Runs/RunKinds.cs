namespace OzFunctions.Core.Runs;

/// <summary>The kinds of runs. Short acts of an admin are recorded as runs that have finished.</summary>
public static class RunKinds
{
    /// <summary>Deliveries are sent anew.</summary>
    public const string Replay = "replay";

    /// <summary>An endpoint was enabled; what is pending for it is attempted at once.</summary>
    public const string Enable = "enable";

    /// <summary>What waits for an endpoint is released.</summary>
    public const string Release = "release";

    /// <summary>Oz is asked about what no webhook told.</summary>
    public const string Reconcile = "reconcile";

    /// <summary>A folder is erased.</summary>
    public const string Erase = "erase";

    /// <summary>What is older than it may be kept is removed.</summary>
    public const string Retention = "retention";

    /// <summary>An endpoint was sent a test.</summary>
    public const string Test = "test";

    /// <summary>Work that was set apart was put back.</summary>
    public const string PoisonReplay = "poison-replay";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = [Replay, Enable, Release, Reconcile, Erase, Retention, Test, PoisonReplay];
}
