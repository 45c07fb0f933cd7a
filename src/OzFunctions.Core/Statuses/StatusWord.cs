namespace OzFunctions.Core.Statuses;

/// <summary>A status word as Oz sent it: one of the seven known words, or an unknown word, kept as sent.</summary>
/// <remarks>Every status field accepts all words in any letter case, because API versions differ in which words they use where.</remarks>
public sealed record StatusWord
{
    /// <summary>The maximum length that is accepted, in UTF-16 characters. Oz's own words have at most 17.</summary>
    public const int MaxLength = 64;

    private static readonly StatusWord[] KnownWords =
    [
        new("INITIAL", Status.Initial),
        new("PROCESSING", Status.Processing),
        new("FAILED", Status.Failed),
        new("FINISHED", Status.Finished),
        new("DECLINED", Status.Declined),
        new("OPERATOR_REQUIRED", Status.OperatorRequired),
        new("SUCCESS", Status.Success),
    ];

    private StatusWord(string text, Status? known)
    {
        Text = text;
        Known = known;
    }

    /// <summary>Oz's word in upper case, or an unknown word exactly as sent.</summary>
    public string Text { get; }

    /// <summary>The status that the word names; null for an unknown word.</summary>
    public Status? Known { get; }

    /// <summary>The result that the word counts as. An unknown word counts as OPERATOR_REQUIRED, so that nothing passes on it, and so does FINISHED.</summary>
    internal Status Result => StatusRanking.AsResult(Known ?? Status.OperatorRequired);

    /// <summary>The state that the word names or implies. A verdict, and so an unknown word, means that processing is over.</summary>
    internal Status State => Known is (Status.Initial or Status.Processing or Status.Failed) and { } state ? state : Status.Finished;

    /// <summary>Returns the word for a status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The single instance for this status.</returns>
    public static StatusWord Of(Status status) => KnownWords[(int)status];

    /// <summary>Parses a word in any letter case.</summary>
    /// <param name="text">The word as sent.</param>
    /// <returns>The known word, or an unknown one that keeps the text.</returns>
    public static StatusWord Parse(ReadOnlySpan<char> text)
    {
        foreach (var word in KnownWords)
        {
            if (text.Equals(word.Text, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        return new StatusWord(text.ToString(), known: null);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
