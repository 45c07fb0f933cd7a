namespace OzFunctions.Core.Removal;

/// <summary>What a run of retention is at.</summary>
public enum RetentionPhase
{
    /// <summary>The clocks are compared.</summary>
    Clocks,

    /// <summary>Folders are removed.</summary>
    Folders,

    /// <summary>Everything else is removed.</summary>
    Records,

    /// <summary>Everything was done.</summary>
    Over,
}
