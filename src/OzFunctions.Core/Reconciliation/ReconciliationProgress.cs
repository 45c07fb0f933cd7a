using System.Text.Json;
using System.Text.Json.Serialization;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Where a run of reconciliation stands: all that another process, and the next run, need to go on. A stored format.</summary>
/// <param name="Phase">What it is at.</param>
/// <param name="To">What happened later is for the next run, UTC.</param>
public sealed record ReconciliationProgress(ReconciliationPhase Phase, DateTimeOffset To)
{
    /// <summary>The lists that are read in turn: what was created, what was changed of what is older, and what is looked at again. Handed on from run to run.</summary>
    public IReadOnlyList<ListingCursor> Lists { get; init; } = [];

    /// <summary>Which of the lists has its turn next; counted on from run to run.</summary>
    public int ListTurn { get; init; }

    /// <summary>The list of folders by creation; null while none was begun.</summary>
    [JsonIgnore]
    public ListingCursor? Created => Lists.FirstOrDefault(static list => list is { By: OzTimeField.Created, Behind: null });

    /// <summary>The list of older folders by change; null while none was begun.</summary>
    [JsonIgnore]
    public ListingCursor? Updated => Lists.FirstOrDefault(static list => list.By is OzTimeField.Updated);

    /// <summary>The list of folders by creation within a span that somebody named; null where nobody did.</summary>
    public ListingCursor? Span { get; init; }

    /// <summary>The number of the hour of the index that is compared next; null before any was. Handed on from run to run.</summary>
    public long? Hour { get; init; }

    /// <summary>Where its next page begins; null at its beginning. Handed on from run to run.</summary>
    public string? HourFrom { get; init; }

    /// <summary>Which part of the due folders has its turn next; counted on from run to run, so that none is always the last.</summary>
    public int Turn { get; init; }

    /// <summary>How many turns in a row found nothing that is due: first of what runs, and after a round of those, of all.</summary>
    public int EmptyTurns { get; init; }

    /// <summary>How many folders that run were looked at for which no other was.</summary>
    public int LooksWithoutOther { get; init; }

    /// <summary>Whether there was no time to look at all folders that are due.</summary>
    public bool IsDueCutOff { get; init; }

    /// <summary>Why folders that are due were passed over, as a sentence; null while none were.</summary>
    public string? DueMissed { get; init; }

    /// <summary>Until when Oz asked not to be asked, UTC; null when it did not. Handed on from run to run.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>
    /// The greatest difference between Oz's clock and ours that was seen: positive where Oz's is ahead. Null while there was nothing to compare. Handed on
    /// from run to run.
    /// </summary>
    public TimeSpan? Skew { get; init; }

    /// <summary>When a run over a span last got on, as far as it had to wait, UTC; null while it had not.</summary>
    public DateTimeOffset? GotOnAt { get; init; }

    /// <summary>How much a run over a span had looked at when it last had to wait.</summary>
    public long LooksWhenItWaited { get; init; }

    /// <summary>Whether some folders of the next page were compared already.</summary>
    public bool IsAmidPage { get; init; }

    /// <summary>When the run began, or went on after it had met a limit, UTC.</summary>
    public DateTimeOffset BeganAt { get; init; } = To;

    /// <summary>How many pages were read since then.</summary>
    public int Pages { get; init; }

    /// <summary>How often Oz could not be asked, in a row.</summary>
    public int Tries { get; init; }

    /// <summary>Which day of our folders is next, in <see cref="ReconciliationPhase.Ours"/>.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Where its next page begins.</summary>
    public string? Continuation { get; init; }

    /// <summary>Where the reading stands after one of the lists moved on.</summary>
    /// <param name="list">Which list.</param>
    /// <param name="moved">Where it stands now.</param>
    /// <returns>The progress.</returns>
    public ReconciliationProgress With(int list, ListingCursor moved) => this with { Lists = [.. Lists.Select((other, i) => i == list ? moved : other)] };

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The progress.</returns>
    public static ReconciliationProgress Read(string text) => JsonSerializer.Deserialize(text, ReconciliationContext.Default.ReconciliationProgress)!;

    /// <summary>Writes the progress.</summary>
    /// <returns>JSON.</returns>
    public override string ToString() => JsonSerializer.Serialize(this, ReconciliationContext.Default.ReconciliationProgress);
}
