using System.Globalization;

namespace OzFunctions.Web.Parameters;

/// <summary>Creates parameters of the kinds that several routes use.</summary>
internal static class ParameterKinds
{
    private const string TimeExpected = "A time with an offset, from the year 2000, for example 2026-01-31T12:00:00Z or, with the plus sign encoded, 2026-01-31T12:00:00%2B03:00.";

    // Earlier than anything that is stored.
    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    // Each has an offset. A time without one would be read as the server's local time.
    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>A number of at least 1, in digits alone. The framework would ignore NUL characters after them.</summary>
    public static QueryParameter<int?> Number(string name, string description, int most, int absent) => new(
        name,
        description,
        new ParameterSchema("integer", "int32") { Minimum = 1, Maximum = most, DefaultJson = absent.ToString(CultureInfo.InvariantCulture) },
        _ => $"A number from 1 to {most}.",
        text => text.All(char.IsAsciiDigit) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null);

    /// <summary><c>true</c> or <c>false</c>, in any letter case.</summary>
    public static QueryParameter<bool?> Flag(string name, string description, bool? absent) => new(
        name,
        description,
        new ParameterSchema("boolean") { DefaultJson = absent is false ? "false" : null },
        static _ => "true or false.",
        static text => text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false : null);

    /// <summary>A time in ISO 8601 with an offset, not before the year 2000. It is converted to UTC.</summary>
    public static QueryParameter<DateTimeOffset?> Time(string name, string description) => new(
        name, description, new ParameterSchema("string", "date-time"), static _ => TimeExpected, ParseTime)
    {
        Allows = static (time, _) => time?.Year >= FirstDay.Year,
    };

    /// <summary>A day (UTC) as <c>yyyy-MM-dd</c>, from the year 2000 to tomorrow.</summary>
    public static QueryParameter<DateOnly?> Day(string name, string description) => new(
        name,
        description,
        new ParameterSchema("string", "date"),
        static context => string.Create(CultureInfo.InvariantCulture, $"A day (UTC) as yyyy-MM-dd, from {FirstDay:yyyy-MM-dd} to {LastDay(context):yyyy-MM-dd}."),
        static text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null)
    {
        Allows = static (day, context) => day >= FirstDay && day <= LastDay(context),
    };

    /// <summary>One of several words, in any letter case, each of which stands for a value.</summary>
    public static QueryParameter<T?> Word<T>(string name, string description, IReadOnlyDictionary<T, string> words)
        where T : struct => new(
        name,
        description,
        new ParameterSchema("string") { Words = [.. words.Values] },
        _ => $"One of {string.Join(", ", words.Values)}.",
        text => words.Where(word => word.Value.Equals(text, StringComparison.OrdinalIgnoreCase)).Select(static word => (T?)word.Key).FirstOrDefault());

    /// <summary>One of several words, in any letter case.</summary>
    public static QueryParameter<string> Word(string name, string description, IReadOnlyList<string> words, string? absent = null, bool isRequired = false) => new(
        name,
        description,
        new ParameterSchema("string") { Words = words, DefaultJson = absent is null ? null : $"\"{absent}\"" },
        _ => $"One of {string.Join(", ", words)}.",
        text => words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)))
    {
        IsRequired = isRequired,
    };

    /// <summary>A text.</summary>
    public static QueryParameter<string> Text(string name, string description, Func<ParameterContext, string> expected, Func<string, ParameterContext, bool> allows) => new(
        name, description, new ParameterSchema("string"), expected, static text => text)
    {
        Allows = allows,
    };

    // Tomorrow may already have begun in the caller's time zone.
    private static DateOnly LastDay(ParameterContext context) => context.Today.AddDays(1);

    private static DateTimeOffset? ParseTime(string text) => DateTimeOffset.TryParseExact(
        text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
