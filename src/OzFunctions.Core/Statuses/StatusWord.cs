namespace OzFunctions.Core.Statuses;

/// <summary>A status as Oz sent it: one of the seven words, or one that nobody here knows, kept as it came.</summary>
/// <remarks>
/// Every status field is read with the whole vocabulary and in any letter case, because API versions differ in which words they put where.
/// </remarks>
public sealed record StatusWord
{
    /// <summary>The longest word that is read, in UTF-16 characters. Oz's own are at most 17.</summary>
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

    /// <summary>Oz's upper-case word, or the unknown word exactly as it came.</summary>
    public string Text { get; }

    /// <summary>The status that the word names; null for a word that is not in the vocabulary.</summary>
    public Status? Known { get; }

    /// <summary>The word for a status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The one instance for this status.</returns>
    public static StatusWord Of(Status status) => KnownWords[(int)status];

    /// <summary>Reads a word in any letter case.</summary>
    /// <param name="text">The word as it came.</param>
    /// <returns>The known word, or one that keeps the text as it is.</returns>
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
