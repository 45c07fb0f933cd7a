namespace OzFunctions.Core.Reconciliation;

/// <summary>When Oz is asked about what, and how much at once.</summary>
public sealed record ReconciliationSettings
{
    /// <summary>How long after its last change an open folder is first asked about; each further look waits twice as long.</summary>
    /// <value>10 min.</value>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How far behind the present the list of created folders is read again, so that what changed without a webhook is found. Each over zero.
    /// </summary>
    /// <value>1 h, 24 h and 7 days.</value>
    public IReadOnlyList<TimeSpan> LookAgain { get; init; } = [TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromDays(7)];

    /// <summary>How long a folder may run before it is told to be overdue.</summary>
    /// <value>1 h: Oz gives up an analysis of its own within 15 to 60 min (OZ-API section 4).</value>
    public TimeSpan OverdueAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far the first run looks back.</summary>
    /// <value>24 h.</value>
    public TimeSpan Lookback { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How much of what the last run looked at is looked at again: a folder becomes visible up to some minutes after the time that it bears. At least
    /// 5 min. A difference of the clocks is added to it.
    /// </summary>
    /// <value>10 min.</value>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How old a folder may be to be listed when Oz changed it. Oz keeps no index of when it changed what, so older ones cost it dear.</summary>
    /// <value>30 days.</value>
    public TimeSpan UpdatedWithin { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many folders a page of Oz's list holds.</summary>
    /// <value>100, Oz's own default.</value>
    public int PageSize { get; init; } = 100;

    /// <summary>How many pages of Oz's list one run reads.</summary>
    /// <value>2,000.</value>
    public int MaxPages { get; init; } = 2_000;

    /// <summary>How long one run may take. What is left is for the next.</summary>
    /// <value>30 min.</value>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(30);
}
