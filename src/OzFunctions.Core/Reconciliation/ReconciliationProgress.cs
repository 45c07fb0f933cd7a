using System.Text.Json;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Where a run of reconciliation stands: all that another process, and the next run, need to go on. A stored format.</summary>
/// <param name="Phase">What it is at.</param>
/// <param name="To">What happened later is for the next run, UTC.</param>
public sealed record ReconciliationProgress(ReconciliationPhase Phase, DateTimeOffset To)
{
    /// <summary>The list of folders by creation; null while none was begun. Handed on from run to run.</summary>
    public ListingCursor? Created { get; init; }

    /// <summary>The list of older folders by change; null while none was begun. Handed on from run to run.</summary>
    public ListingCursor? Updated { get; init; }

    /// <summary>The list of folders by creation within a span that somebody named; null where nobody did.</summary>
    public ListingCursor? Span { get; init; }

    /// <summary>Which part of the due folders has its turn next; counted on from run to run, so that none is always the last.</summary>
    public int Turn { get; init; }

    /// <summary>How many turns in a row found nothing that is due: first of what runs, and after a round of those, of all.</summary>
    public int EmptyTurns { get; init; }

    /// <summary>How many folders that run were looked at for which no other was.</summary>
    public int LooksWithoutOther { get; init; }

    /// <summary>Why the folders that are due were not all looked at, as a sentence; null while nothing stood in the way.</summary>
    public string? DueMissed { get; init; }

    /// <summary>Until when Oz asked not to be asked, UTC; null when it did not. Handed on from run to run.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>
    /// The greatest difference between Oz's clock and ours that was seen: positive where Oz's is ahead. Null while there was nothing to compare. Handed on
    /// from run to run.
    /// </summary>
    public TimeSpan? Skew { get; init; }

    /// <summary>Whether some folders of the next page were compared already.</summary>
    public bool IsAmidPage { get; init; }

    /// <summary>How many pages were read.</summary>
    public int Pages { get; init; }

    /// <summary>How often Oz could not be asked, in a row.</summary>
    public int Tries { get; init; }

    /// <summary>Which day of our folders is next, in <see cref="ReconciliationPhase.Ours"/>.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Where its next page begins.</summary>
    public string? Continuation { get; init; }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The progress.</returns>
    public static ReconciliationProgress Read(string text) => JsonSerializer.Deserialize(text, ReconciliationContext.Default.ReconciliationProgress)!;

    /// <summary>Writes the progress.</summary>
    /// <returns>JSON.</returns>
    public override string ToString() => JsonSerializer.Serialize(this, ReconciliationContext.Default.ReconciliationProgress);
}
