namespace OzFunctions.Core.Reconciliation;

/// <summary>Why a folder is open: its result may still change, or cannot be determined yet.</summary>
[Flags]
public enum OpenReasons
{
    /// <summary>The folder has settled.</summary>
    None = 0,

    /// <summary>An analysis is running.</summary>
    Running = 1,

    /// <summary>No analysis has been assigned yet.</summary>
    Initial = 2,

    /// <summary>An operator must decide.</summary>
    OperatorRequired = 4,

    /// <summary>An analysis is FINISHED without a verdict.</summary>
    VerdictMissing = 8,

    /// <summary>A status word is unknown.</summary>
    UnknownStatus = 16,

    /// <summary>The folder has been running for too long, and was reported as overdue.</summary>
    Overdue = 32,

    /// <summary>Polling for seven days brought no change, so Oz is no longer polled.</summary>
    GivenUp = 64,

    /// <summary>The result is held back until Oz's answer settles it.</summary>
    HeldBack = 128,
}
