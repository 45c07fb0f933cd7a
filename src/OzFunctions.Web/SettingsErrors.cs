using Microsoft.Extensions.Options;

namespace OzFunctions.Web;

/// <summary>Tells wrong settings from other reasons not to start, so that a person reads a sentence and no stack.</summary>
public static class SettingsErrors
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
        _ => null,
    };
}
