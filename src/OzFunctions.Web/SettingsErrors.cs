using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace OzFunctions.Web;

/// <summary>Recognises wrong settings among the exceptions of a start, so that an operator sees a sentence instead of a stack trace.</summary>
public static partial class SettingsErrors
{
    /// <summary>Explains what is wrong with the settings.</summary>
    /// <param name="exception">The exception that ended the start.</param>
    /// <returns>The sentences; null when the exception has another cause.</returns>
    public static string? SentenceOf(Exception exception) => exception switch
    {
        OptionsValidationException wrong => Joined(wrong.Failures),

        // Several sections are wrong. A rule that depends on two sections repeats the other section's message.
        AggregateException many when many.InnerExceptions.All(static inner => inner is OptionsValidationException) =>
            Joined(many.InnerExceptions.SelectMany(static inner => ((OptionsValidationException)inner).Failures)),

        // The binder's own message quotes the value.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unreadable => $"{PathOf(unreadable)} cannot be read: its value has the wrong type.",
        _ => null,
    };

    private static string Joined(IEnumerable<string> failures) => string.Join(' ', failures.Distinct().Select(static failure => failure.EndsWith('.') ? failure : $"{failure}."));

    private static string PathOf(InvalidOperationException unreadable) => Path().Match(unreadable.Message) is { Success: true } match ? match.Groups[1].Value : "A setting";

    [GeneratedRegex(" at '([A-Za-z0-9:_-]+)'")]
    private static partial Regex Path();
}
