using System.Text.Json;
using System.Text.Json.Serialization;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>The progress of a reconciliation run: everything that another process, or the next run, needs to continue. A stored format.</summary>
/// <param name="Phase">The current phase.</param>
/// <param name="To">The end of the run's range, UTC; anything later is left to the next run.</param>
public sealed record ReconciliationProgress(ReconciliationPhase Phase, DateTimeOffset To)
{
    /// <summary>The longest time for which Oz can ask not to be polled.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>
    /// The lists that are read in turn: created folders, older folders that were updated, and folders that are listed again. Passed on from
    /// run to run.
    /// </summary>
    public IReadOnlyList<ListingCursor> Lists { get; init; } = [];

    /// <summary>The number of the next turn among the lists; continues from run to run.</summary>
    public int ListTurn { get; init; }

    /// <summary>The list of created folders; null before the first.</summary>
    [JsonIgnore]
    public ListingCursor? Created => Lists.FirstOrDefault(static list => list is { By: OzTimeField.Created, Behind: null });

    /// <summary>The list of older folders that were updated; null before the first.</summary>
    [JsonIgnore]
    public ListingCursor? Updated => Lists.FirstOrDefault(static list => list.By is OzTimeField.Updated);

    /// <summary>The list of folders created in a requested span; null for other runs.</summary>
    public ListingCursor? Span { get; init; }

    /// <summary>The number of the index hour that is compared next; null before the first. Passed on from run to run.</summary>
    public long? Hour { get; init; }

    /// <summary>The continuation of its next page; null at its beginning. Passed on from run to run.</summary>
    public string? HourFrom { get; init; }

    /// <summary>The number of the next turn among the partitions of due folders; continues from run to run, so that no partition is always the last.</summary>
    public int Turn { get; init; }

    /// <summary>The number of consecutive turns that found nothing due: first among running folders, then among all.</summary>
    public int EmptyTurns { get; init; }

    /// <summary>The number of running folders that were checked without one of the others.</summary>
    public int PollsWithoutOther { get; init; }

    /// <summary>Whether the time was too short to check all due folders.</summary>
    public bool IsDueCutOff { get; init; }

    /// <summary>Why due folders were passed over, as a sentence; null when none were.</summary>
    public string? DueMissed { get; init; }

    /// <summary>Until when Oz asked not to be polled, UTC; null when it did not. Passed on from run to run.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>
    /// The greatest clock difference seen: positive when Oz's clock is ahead of ours. Null without any comparison. Passed on from run to
    /// run.
    /// </summary>
    public TimeSpan? Skew { get; init; }

    /// <summary>When a run over a span last made progress, as of its last wait, UTC; null before the first wait.</summary>
    public DateTimeOffset? GotOnAt { get; init; }

    /// <summary>The number of checks and pages of a run over a span at its last wait.</summary>
    public long PollsWhenItWaited { get; init; }

    /// <summary>Whether some folders of the next page were already compared.</summary>
    public bool IsAmidPage { get; init; }

    /// <summary>When the run began, or continued after it had reached a limit, UTC.</summary>
    public DateTimeOffset BeganAt { get; init; } = To;

    /// <summary>The number of pages read since then.</summary>
    public int Pages { get; init; }

    /// <summary>The number of consecutive failures of Oz.</summary>
    public int Tries { get; init; }

    /// <summary>The next day of our folders, in <see cref="ReconciliationPhase.Ours"/>.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The continuation of its next page.</summary>
    public string? Continuation { get; init; }

    /// <summary>Returns the progress after one of the lists has advanced.</summary>
    /// <param name="list">The index of the list.</param>
    /// <param name="moved">The new cursor.</param>
    /// <returns>The progress.</returns>
    public ReconciliationProgress With(int list, ListingCursor moved) => this with { Lists = [.. Lists.Select((other, i) => i == list ? moved : other)] };

    /// <summary>Whether Oz asked not to be polled now.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>True while Oz must not be polled.</returns>
    internal bool IsHeldBack(DateTimeOffset now) => ClockLead.Remaining(NotBefore, now, LongestPause) is not null;

    /// <summary>Parses the text that <see cref="ToString"/> returned.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The progress.</returns>
    /// <exception cref="InvalidContinuationException">The text cannot be read.</exception>
    public static ReconciliationProgress Read(string? text) => StoredProgress.Read(text, ReconciliationContext.Default.ReconciliationProgress);

    /// <summary>Parses the text that <see cref="ToString"/> returned.</summary>
    /// <param name="text">The text; null for none.</param>
    /// <returns>The progress; null when there is none, or it cannot be read.</returns>
    internal static ReconciliationProgress? TryRead(string? text) => StoredProgress.TryRead(text, ReconciliationContext.Default.ReconciliationProgress);

    /// <summary>Serializes the progress.</summary>
    /// <returns>JSON.</returns>
    public override string ToString() => JsonSerializer.Serialize(this, ReconciliationContext.Default.ReconciliationProgress);
}
