namespace OzFunctions.Core.Reconciliation;

/// <summary>How a folder stands among those that Oz is asked about.</summary>
public enum CheckKind
{
    /// <summary>It is open, and an analysis is running. Asked about before all others.</summary>
    Running,

    /// <summary>It is open for another reason.</summary>
    Open,

    /// <summary>It has settled, and is asked about once more.</summary>
    Settled,

    /// <summary>It is open, and Oz is not asked about it any more.</summary>
    GivenUp,
}
