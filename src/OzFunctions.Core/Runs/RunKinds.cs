namespace OzFunctions.Core.Runs;

/// <summary>The kinds of runs. Short acts of an admin are recorded as runs that have finished.</summary>
public static class RunKinds
{
    /// <summary>Deliveries are sent anew.</summary>
    public const string Replay = "replay";

    /// <summary>What was held for an endpoint is released: it was enabled, or came back into the settings.</summary>
    public const string Enable = "enable";

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
    public static IReadOnlyList<string> All { get; } = [Replay, Enable, Reconcile, Erase, Retention, Test, PoisonReplay];
}
