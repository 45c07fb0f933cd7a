namespace OzFunctions.Core.Reconciliation;

/// <summary>The settings of reconciliation: when Oz is polled for what, and how much at once.</summary>
public sealed record ReconciliationSettings
{
    /// <summary>The delay between the last change of an open folder and the first poll for it; each further delay doubles.</summary>
    /// <value>10 min.</value>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How far behind the present the list of created folders is read again, to find changes without a webhook. Each must be greater than
    /// zero.
    /// </summary>
    /// <value>1 h, 24 h and 7 days.</value>
    public IReadOnlyList<TimeSpan> LookAgain { get; init; } = [TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromDays(7)];

    /// <summary>How long a folder may run before it is overdue.</summary>
    /// <value>1 h: Oz itself gives up an analysis within 15 to 60 min (Oz API documentation, Configuration).</value>
    public TimeSpan OverdueAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far the first run looks back.</summary>
    /// <value>24 h.</value>
    public TimeSpan Lookback { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// By how much each run overlaps the previous one: a folder may become visible some minutes after its own time. At least 5 min. A clock
    /// difference is added to it.
    /// </summary>
    /// <value>10 min.</value>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The maximum age of folders on the list of updated folders. Oz has no index by update time, so older folders are expensive for it.</summary>
    /// <value>30 days.</value>
    public TimeSpan UpdatedWithin { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The number of folders on a page of Oz's list.</summary>
    /// <value>100, Oz's own default.</value>
    public int PageSize { get; init; } = 100;

    /// <summary>The maximum number of pages that one run reads.</summary>
    /// <value>2,000.</value>
    public int MaxPages { get; init; } = 2_000;

    /// <summary>The maximum duration of one run. The next run continues.</summary>
    /// <value>30 min.</value>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(30);
}
