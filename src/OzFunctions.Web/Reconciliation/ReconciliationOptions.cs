using System.ComponentModel.DataAnnotations;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Reconciliation;

/// <summary>When to ask Oz about changes that no webhook reported, and how much at once (section <c>Reconciliation</c>).</summary>
public sealed class ReconciliationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Reconciliation";

    /// <summary>The most items of <see cref="LookAgain"/>.</summary>
    public const int MaxLookAgain = 10;

    private static readonly ReconciliationSettings Default = new();

    /// <summary>When runs start, UTC, as a cron expression: second, minute, hour, day, month, day of the week.</summary>
    /// <value>Every five minutes.</value>
    [Required]
    public string Schedule { get; init; } = "0 */5 * * * *";

    /// <summary>How long after its last change Oz is first asked about an open folder, 10 s to 1 day.</summary>
    /// <value>10 min.</value>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan StaleAfter { get; init; } = Default.StaleAfter;

    /// <summary>How long a folder may run before it is notified as overdue, 10 s to 7 days.</summary>
    /// <value>1 h.</value>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan OverdueAfter { get; init; } = Default.OverdueAfter;

    /// <summary>How far back in time the first run starts, 1 min to 366 days.</summary>
    /// <value>24 h.</value>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    public TimeSpan Lookback { get; init; } = Default.Lookback;

    /// <summary>How much of the previous run's time span a run reads again, 5 min to 1 day.</summary>
    /// <value>10 min.</value>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan Overlap { get; init; } = Default.Overlap;

    /// <summary>The greatest age of a folder whose change at Oz is still found by the list of changed folders, 1 to 366 days.</summary>
    /// <value>30 days.</value>
    [Range(typeof(TimeSpan), "1.00:00:00", "366.00:00:00")]
    public TimeSpan UpdatedWithin { get; init; } = Default.UpdatedWithin;

    /// <summary>
    /// How far behind the present the list of created folders is read again, each 10 min to 366 days, at most <see cref="MaxLookAgain"/> items. If empty,
    /// <see cref="ReconciliationSettings.LookAgain"/>.
    /// </summary>
    public IList<TimeSpan> LookAgain { get; init; } = [];

    /// <summary>The folders on a page of Oz's list, 10 to 500. A shorter page would not show whether Oz sorts.</summary>
    /// <value>100.</value>
    [Range(10, 500)]
    public int PageSize { get; init; } = Default.PageSize;

    /// <summary>The most pages that one run reads, 10 to 1,000,000.</summary>
    /// <value>2,000.</value>
    [Range(10, 1_000_000)]
    public int MaxPages { get; init; } = Default.MaxPages;

    /// <summary>The time limit of one run, 1 min to 1 day. The next run continues with the rest.</summary>
    /// <value>30 min.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan MaxDuration { get; init; } = Default.MaxDuration;

    /// <summary>Maps the options to Core's settings.</summary>
    /// <param name="kept">How long folders are kept. A list that reads as far back would bring back what retention has removed.</param>
    /// <returns>The settings.</returns>
    internal ReconciliationSettings ToSettings(TimeSpan kept) => new()
    {
        StaleAfter = StaleAfter,
        OverdueAfter = OverdueAfter,
        Lookback = Lookback,
        Overlap = Overlap,
        UpdatedWithin = UpdatedWithin,
        LookAgain = [.. (LookAgain.Count > 0 ? LookAgain : Default.LookAgain.AsEnumerable()).Where(span => span < kept)],
        PageSize = PageSize,
        MaxPages = MaxPages,
        MaxDuration = MaxDuration,
    };
}
