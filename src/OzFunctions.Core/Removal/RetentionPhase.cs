namespace OzFunctions.Core.Removal;

/// <summary>A phase of a retention run. The phases run in the order in which they are declared.</summary>
public enum RetentionPhase
{
    /// <summary>The clocks are compared.</summary>
    Clocks,

    /// <summary>Expired folders are removed.</summary>
    Folders,

    /// <summary>All other expired records are removed.</summary>
    Records,

    /// <summary>Entries of the lists of parked deliveries that no delivery confirms are removed. Processes that died left them.</summary>
    ParkedEntries,

    /// <summary>Everything was done.</summary>
    Over,
}
