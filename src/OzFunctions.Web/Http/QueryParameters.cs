using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Http;

/// <summary>Reads query parameters that lists have in common.</summary>
internal static class QueryParameters
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const string DayFormat = "yyyy-MM-dd";

    // Long before anything that is stored.
    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads <c>limit</c>: 1 to 200, 50 where it is absent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The limit; only when the result is null.</param>
    /// <returns>A problem, or null.</returns>
    public static IResult? ReadLimit(HttpRequest request, out int limit) => ReadNumber(request, "limit", DefaultLimit, MaxLimit, out limit);

    /// <summary>Reads a number.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="absent">The number where it is absent.</param>
    /// <param name="greatest">The greatest; the least is 1.</param>
    /// <param name="number">The number; only when the result is null.</param>
    /// <returns>A problem, or null.</returns>
    public static IResult? ReadNumber(HttpRequest request, string name, int absent, int greatest, out int number)
    {
        number = absent;
        return !request.Query.TryGetValue(name, out var text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= greatest)
            ? null
            : Problems.BadParameter(name, $"A number from 1 to {greatest}.");
    }

    /// <summary>Reads <c>day</c>: a day (UTC) as <c>yyyy-MM-dd</c>, today where it is absent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="today">Today, UTC.</param>
    /// <param name="day">The day; only when the result is null.</param>
    /// <returns>A problem, or null.</returns>
    public static IResult? ReadDay(HttpRequest request, DateOnly today, out DateOnly day)
    {
        // Where the caller is, tomorrow may have begun.
        var last = today.AddDays(1);
        day = today;
        return !request.Query.TryGetValue("day", out var text)
            || (DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day >= FirstDay && day <= last)
            ? null
            : Problems.BadParameter("day", string.Create(CultureInfo.InvariantCulture, $"A day (UTC) as yyyy-MM-dd, from {FirstDay:yyyy-MM-dd} to {last:yyyy-MM-dd}."));
    }

    /// <summary>Reads one of some words, in any letter case; null where it is absent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="words">The words by what they stand for.</param>
    /// <param name="value">What the word stands for; only when the result is null.</param>
    /// <typeparam name="T">What words stand for.</typeparam>
    /// <returns>A problem, or null.</returns>
    public static IResult? ReadWord<T>(HttpRequest request, string name, IReadOnlyDictionary<T, string> words, out T? value)
        where T : struct
    {
        value = null;
        if (!request.Query.TryGetValue(name, out var text))
        {
            return null;
        }

        foreach (var (meaning, word) in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                value = meaning;
                return null;
            }
        }

        return Problems.BadParameter(name, $"One of {string.Join(", ", words.Values)}.");
    }

    /// <summary>Reads a time: ISO 8601 with its offset, null where it is absent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="time">The time, UTC; only when the result is null.</param>
    /// <returns>A problem, or null.</returns>
    public static IResult? ReadTime(HttpRequest request, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!request.Query.TryGetValue(name, out var text))
        {
            return null;
        }

        if (!DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var parsed))
        {
            return Problems.BadParameter(name, "A time with its offset, as 2026-01-31T12:00:00Z.");
        }

        time = parsed;
        return null;
    }

    /// <summary>Reads <c>true</c> or <c>false</c>; false where it is absent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The value; only when the result is null.</param>
    /// <returns>A problem, or null.</returns>
    public static IResult? ReadFlag(HttpRequest request, string name, out bool value)
    {
        value = false;
        return !request.Query.TryGetValue(name, out var text) || bool.TryParse(text, out value)
            ? null
            : Problems.BadParameter(name, "true or false.");
    }

    /// <summary>Reads a text; null where it is absent or empty.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The text.</returns>
    public static string? ReadText(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } text] ? text : null;
}
