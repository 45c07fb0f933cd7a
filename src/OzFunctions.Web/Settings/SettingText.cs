using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace OzFunctions.Web.Settings;

/// <summary>Validates the text of settings. A message repeats a value only if it is a number or a time, because anything else may be a secret.</summary>
internal static class SettingText
{
    private const string Hint = "as days.hours:minutes:seconds (00:00:10 is ten seconds)";

    /// <summary>Checks whether a value fits its property.</summary>
    /// <param name="text">The value, not empty.</param>
    /// <param name="type">The type of the property, or of the items of a list.</param>
    /// <param name="property">The property. Its <see cref="RangeAttribute"/> is the range.</param>
    /// <returns>The end of a sentence that begins with the setting's name; null when the value fits.</returns>
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
            _ when type == typeof(Uri) => Uri.TryCreate(text, UriKind.Absolute, out _) ? null : "is not an absolute URL, for example http://user:password@host:port, with user and password percent-encoded ('@' is %40).",
            _ => null,
        };
    }

    /// <summary>Finds white space and invisible characters at the ends of a value.</summary>
    /// <param name="text">The value, not empty.</param>
    /// <returns>The end of a sentence; null when there are none.</returns>
    public static string? ProblemOfEdges(string text) => IsEdge(text[0]) || IsEdge(text[^1])
        ? "begins or ends with white space or an invisible character, for example a line break from a file or a Kubernetes secret. Remove it."
        : null;

    /// <summary>Checks whether a value is one of several words.</summary>
    /// <param name="text">The value.</param>
    /// <param name="words">The words, in any letter case.</param>
    /// <returns>The end of a sentence; null when it is.</returns>
    public static string? ProblemOfWord(string text, IReadOnlyList<string> words) =>
        words.Contains(text, StringComparer.OrdinalIgnoreCase) ? null : $"is not one of {string.Join(", ", words)}.";

    /// <summary>Checks whether a value is a whole number within a range.</summary>
    /// <param name="text">The value.</param>
    /// <param name="min">The smallest number.</param>
    /// <param name="max">The largest number.</param>
    /// <returns>The end of a sentence; null when it is.</returns>
    public static string? ProblemOfNumber(string text, long min, long max)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"set a whole number from {min:N0} to {max:N0}, without separators.");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number >= min && number <= max ? null : string.Create(CultureInfo.InvariantCulture, $"is {number}, which is out of range: {expected}")
            : $"is not a whole number: {expected}";
    }

    private static string? ProblemOfTime(string text, RangeAttribute? range)
    {
        // The binder reads a number without colons as days, and 24:00:00 as 24 days. It omits a list item that it cannot read, for example 00:10:00 with a dot at its end.
        if (!text.Contains(':', StringComparison.Ordinal)
            || !TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time)
            || !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _))
        {
            var number = decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var bare) ? string.Create(CultureInfo.InvariantCulture, $"is the number {bare} and not") : "is not";
            return $"{number} a time written {Hint}{(range is null ? "." : $": set {range.Minimum} to {range.Maximum}.")}";
        }

        return range is null || (time >= TimeOf(range.Minimum) && time <= TimeOf(range.Maximum)) ? null : $"is {time:c}, which is out of range: set {range.Minimum} to {range.Maximum}, {Hint}.";
    }

    private static TimeSpan TimeOf(object bound) => TimeSpan.Parse($"{bound}", CultureInfo.InvariantCulture);

    private static bool IsEdge(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format;
}
