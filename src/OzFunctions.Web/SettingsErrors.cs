using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace OzFunctions.Web;

/// <summary>Tells wrong settings from other reasons not to start, so that a person reads a sentence and no stack.</summary>
public static partial class SettingsErrors
{
    /// <summary>What is wrong with the settings.</summary>
    /// <param name="exception">What ended the start.</param>
    /// <returns>The sentences, or null when something else ended it.</returns>
    public static string? SentenceOf(Exception exception) => exception switch
    {
        OptionsValidationException wrong => wrong.Message,

        // Settings of several sections are wrong; a rule that looks at two sections repeats what the other says.
        AggregateException many when many.InnerExceptions.All(static inner => inner is OptionsValidationException) =>
            string.Join("; ", many.InnerExceptions.Select(static inner => inner.Message).Distinct()),

        // The binder's own message quotes the value.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unreadable => $"{PathOf(unreadable)} cannot be read: it is of another kind than it should be.",
        _ => null,
    };

    private static string PathOf(InvalidOperationException unreadable) => Path().Match(unreadable.Message) is { Success: true } match ? match.Groups[1].Value : "A setting";

    [GeneratedRegex(" at '([A-Za-z0-9:_-]+)'")]
    private static partial Regex Path();
}
