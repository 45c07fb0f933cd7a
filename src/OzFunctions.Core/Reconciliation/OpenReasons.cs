namespace OzFunctions.Core.Reconciliation;

/// <summary>Why a folder is open: its result may still change, or nobody can tell yet what it means.</summary>
[Flags]
public enum OpenReasons
{
    /// <summary>It is settled.</summary>
    None = 0,

    /// <summary>An analysis is running.</summary>
    Running = 1,

    /// <summary>No analysis was assigned yet.</summary>
    Initial = 2,

    /// <summary>A person must look.</summary>
    OperatorRequired = 4,

    /// <summary>An analysis is FINISHED and nobody said with which verdict.</summary>
    VerdictMissing = 8,

    /// <summary>A status word that nobody here knows was seen.</summary>
    UnknownStatus = 16,

    /// <summary>It has been running for too long, and that was told.</summary>
    Overdue = 32,

    /// <summary>Nothing came of asking for seven days, so Oz is not asked any more.</summary>
    GivenUp = 64,

    /// <summary>Its result is held back until Oz's own answer settles it.</summary>
    HeldBack = 128,
}
