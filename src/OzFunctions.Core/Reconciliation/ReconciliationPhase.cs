namespace OzFunctions.Core.Reconciliation;

/// <summary>A phase of a reconciliation run.</summary>
public enum ReconciliationPhase
{
    /// <summary>Overdue probes and releases of endpoints are requested.</summary>
    Endpoints,

    /// <summary>Index rows are compared with their folders, a day after their hour.</summary>
    Index,

    /// <summary>Oz is polled for the folders whose check is due.</summary>
    Due,

    /// <summary>Oz's lists are read: of created folders, of older folders that were updated, and again of those created some time ago.</summary>
    Lists,

    /// <summary>Oz's list of the folders created in a requested span is read and applied.</summary>
    Span,

    /// <summary>Oz's list of the folders created in a requested span is read and compared with ours.</summary>
    Compared,

    /// <summary>Oz is polled for our folders that were not on that list.</summary>
    Ours,

    /// <summary>Everything was done.</summary>
    Over,
}
