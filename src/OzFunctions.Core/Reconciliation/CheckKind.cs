namespace OzFunctions.Core.Reconciliation;

/// <summary>The kind of a scheduled check of a folder with Oz.</summary>
public enum CheckKind
{
    /// <summary>The folder is open, with a running analysis. Checked before all others.</summary>
    Running,

    /// <summary>The folder is open for another reason.</summary>
    Open,

    /// <summary>The folder has settled and is checked once more.</summary>
    Settled,

    /// <summary>The folder is open, but Oz is no longer polled for it.</summary>
    GivenUp,
}
