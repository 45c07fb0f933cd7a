using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Http;

/// <summary>Reads query parameters that lists have in common.</summary>
internal static class QueryParameters
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>Reads <c>limit</c>: 1 to 200, 50 where it is absent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The limit; only when the result is null.</param>
    /// <returns>A problem, or null.</returns>
    public static IResult? ReadLimit(HttpRequest request, out int limit)
    {
        limit = DefaultLimit;
        return !request.Query.TryGetValue("limit", out var text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit)
            ? null
            : Problems.BadParameter("limit", $"A number from 1 to {MaxLimit}.");
    }

    /// <summary>Reads <c>day</c>: a day (UTC) as <c>yyyy-MM-dd</c>, today where it is absent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="today">Today, UTC.</param>
    /// <param name="day">The day; only when the result is null.</param>
    /// <returns>A problem, or null.</returns>
    public static IResult? ReadDay(HttpRequest request, DateOnly today, out DateOnly day)
    {
        day = today;
        return !request.Query.TryGetValue("day", out var text)
            || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            ? null
            : Problems.BadParameter("day", "A day (UTC) as yyyy-MM-dd.");
    }
}
