using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace OzFunctions.Web.Settings;

/// <summary>How the values of settings are written. A refused value is repeated only where it is a number or a time, since anything else may be a secret.</summary>
internal static class SettingText
{
    private const string Hint = "as days.hours:minutes:seconds (00:00:10 is ten seconds)";

    /// <summary>Finds out why a value cannot be what its property is.</summary>
    /// <param name="text">The value, not empty.</param>
    /// <param name="type">The type of the property, or of the items of a list.</param>
    /// <param name="property">The property, whose <see cref="RangeAttribute"/> is the range.</param>
    /// <returns>The end of a sentence that begins with the setting's name; null for a value that fits.</returns>
    public static string? ProblemOf(string text, Type type, PropertyInfo property)
    {
        var range = property.GetCustomAttribute<RangeAttribute>();
        return type switch
        {
            _ when ProblemOfEdges(text) is { } problem => problem,
            { IsEnum: true } => ProblemOfWord(text, Enum.GetNames(type)),
            _ when type == typeof(bool) => ProblemOfWord(text, ["true", "false"]),
            _ when type == typeof(int) => ProblemOfNumber(text, (int?)range?.Minimum ?? int.MinValue, (int?)range?.Maximum ?? int.MaxValue),
            _ when type == typeof(TimeSpan) => ProblemOfTime(text, range),
            _ when type == typeof(Uri) => Uri.TryCreate(text, UriKind.Absolute, out _) ? null : "is not an absolute address, as http://user:password@host:port is, with user and password percent-encoded ('@' is %40).",
            _ => null,
        };
    }

    /// <summary>Finds white space around a value, of which a person sees nothing.</summary>
    /// <param name="text">The value, not empty.</param>
    /// <returns>The end of a sentence; null where there is none.</returns>
    public static string? ProblemOfEdges(string text) => IsEdge(text[0]) || IsEdge(text[^1])
        ? "begins or ends with white space or an invisible character, as a line break from a file or a Kubernetes secret is: remove it."
        : null;

    /// <summary>Finds out why a value is none of some words.</summary>
    /// <param name="text">The value.</param>
    /// <param name="words">The words, whose letter case does not matter.</param>
    /// <returns>The end of a sentence; null for one of the words.</returns>
    public static string? ProblemOfWord(string text, IReadOnlyList<string> words) =>
        words.Contains(text, StringComparer.OrdinalIgnoreCase) ? null : $"is not one of the words {string.Join(", ", words)}.";

    /// <summary>Finds out why a value is no number within a range.</summary>
    /// <param name="text">The value.</param>
    /// <param name="min">The least number.</param>
    /// <param name="max">The greatest number.</param>
    /// <returns>The end of a sentence; null for such a number.</returns>
    public static string? ProblemOfNumber(string text, long min, long max)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"set a whole number from {min:N0} to {max:N0}, without separators.");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number >= min && number <= max ? null : string.Create(CultureInfo.InvariantCulture, $"is {number}, out of its range: {expected}")
            : $"is not a whole number: {expected}";
    }

    private static string? ProblemOfTime(string text, RangeAttribute? range)
    {
        // The binder reads a number alone as days, and 24:00:00 as 24 days.
        if (!text.Contains(':', StringComparison.Ordinal) || !TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time))
        {
            var number = decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var bare) ? string.Create(CultureInfo.InvariantCulture, $"is the number {bare} and not") : "is not";
            return $"{number} a time written {Hint}{(range is null ? "." : $": set {range.Minimum} to {range.Maximum}.")}";
        }

        return range is null || (time >= TimeOf(range.Minimum) && time <= TimeOf(range.Maximum)) ? null : $"is {time:c}, out of its range: set {range.Minimum} to {range.Maximum}, {Hint}.";
    }

    private static TimeSpan TimeOf(object bound) => TimeSpan.Parse($"{bound}", CultureInfo.InvariantCulture);

    private static bool IsEdge(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format;
}
