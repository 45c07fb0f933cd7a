namespace OzFunctions.Core.Runs;

/// <summary>The kinds of runs. Short acts of an admin are recorded as runs that have finished.</summary>
public static class RunKinds
{
    /// <summary>Deliveries are sent anew.</summary>
    public const string Replay = "replay";

    /// <summary>An endpoint was enabled, and what was held for it is released.</summary>
    public const string Enable = "enable";

    /// <summary>An endpoint was sent a test.</summary>
    public const string Test = "test";

    /// <summary>Work that was set apart was put back.</summary>
    public const string PoisonReplay = "poison-replay";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = [Replay, Enable, Test, PoisonReplay];
}
