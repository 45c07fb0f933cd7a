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
    public bool Matches(string type) => Text == type
        || (type != NotificationTypes.FolderDriftDetected
            && (Text == Any || (Text.EndsWith(AnyBelow, StringComparison.Ordinal) && type.StartsWith(Text[..^1], StringComparison.Ordinal))));

    /// <summary>Whether a pattern matches any event type. One that matches none, for example because a word is misspelt, would silence its endpoint.</summary>
    /// <param name="text">The pattern.</param>
    /// <returns>True when it does.</returns>
    public static bool IsValid(string text) => NotificationTypes.All.Any(new EventPattern(text).Matches);
}
