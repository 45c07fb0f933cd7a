namespace OzFunctions.Core.Runs;

/// <summary>The kinds of runs. Short admin operations are recorded as finished runs.</summary>
public static class RunKinds
{
    /// <summary>Deliveries are replayed.</summary>
    public const string Replay = "replay";

    /// <summary>An endpoint was enabled; its undelivered deliveries are attempted at once.</summary>
    public const string Enable = "enable";

    /// <summary>The waiting deliveries of an endpoint are released.</summary>
    public const string Release = "release";

    /// <summary>Oz is polled for what no webhook reported.</summary>
    public const string Reconcile = "reconcile";

    /// <summary>A folder is erased.</summary>
    public const string Erase = "erase";

    /// <summary>Expired folders and records are removed.</summary>
    public const string Retention = "retention";

    /// <summary>A test was sent to an endpoint.</summary>
    public const string Test = "test";

    /// <summary>Messages of the poison queues were replayed.</summary>
    public const string PoisonReplay = "poison-replay";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = [Replay, Enable, Release, Reconcile, Erase, Retention, Test, PoisonReplay];
}
