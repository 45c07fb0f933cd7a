namespace OzFunctions.Core.Notifications;

/// <summary>A pattern of event types: one type in full, all types under a prefix (<c>folder.*</c>), or all types (<c>*</c>).</summary>
/// <param name="Text">The pattern.</param>
public sealed record EventPattern(string Text)
{
    private const string Any = "*";
    private const string AnyBelow = ".*";

    /// <summary>Whether a type matches. <see cref="NotificationTypes.FolderDriftDetected"/> matches only when it is named in full.</summary>
    /// <param name="type">The event type.</param>
    /// <returns>True when it matches.</returns>
    public bool Matches(string type)
    {
        if (Text == type)
        {
            return true;
        }

        return type != NotificationTypes.FolderDriftDetected
            && (Text == Any || (Text.EndsWith(AnyBelow, StringComparison.Ordinal) && type.StartsWith(Text[..^1], StringComparison.Ordinal)));
    }

    /// <summary>Whether a pattern is well-formed.</summary>
    /// <param name="text">The pattern.</param>
    /// <returns>True for <c>*</c>, and for words of <c>[a-z_]</c> joined by dots, of which the last may be <c>*</c>.</returns>
    public static bool IsValid(string text)
    {
        var words = text.Split('.');
        return text == Any || (words.Length > 1 && words[..^1].All(IsWord) && (words[^1] == Any || IsWord(words[^1])));
    }

    private static bool IsWord(string word) => word.Length > 0 && word.All(static letter => char.IsAsciiLetterLower(letter) || letter == '_');
}
