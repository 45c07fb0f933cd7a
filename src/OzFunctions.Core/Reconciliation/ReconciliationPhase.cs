namespace OzFunctions.Core.Reconciliation;

/// <summary>What a run of reconciliation is at.</summary>
public enum ReconciliationPhase
{
    /// <summary>Failing endpoints are probed and what waits for healthy ones is released, where nobody did.</summary>
    Endpoints,

    /// <summary>Folders that the index lists are compared with it, a day after their hour.</summary>
    Index,

    /// <summary>Folders that are due are asked about.</summary>
    Due,

    /// <summary>Folders that Oz created are listed, older ones that it changed, and once more those that it created some time ago.</summary>
    Lists,

    /// <summary>Folders that Oz created in a span that somebody named are listed.</summary>
    Span,

    /// <summary>Folders that Oz created in a span that somebody named are compared with ours.</summary>
    Compared,

    /// <summary>Our folders that were not in that list are asked about.</summary>
    Ours,

    /// <summary>Everything was done.</summary>
    Over,
}
