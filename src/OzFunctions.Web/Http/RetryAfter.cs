using System.Globalization;
using System.Net.Http.Headers;

namespace OzFunctions.Web.Http;

/// <summary>Parses the header <c>Retry-After</c> of responses.</summary>
internal static class RetryAfter
{
    /// <summary>The longest delay that is returned, one day. A longer <c>Retry-After</c> counts as this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The delay that a response asks for.</summary>
    /// <param name="response">The response.</param>
    /// <param name="now">The current time, UTC, if the response does not have its own. A date in it is of the same clock.</param>
    /// <returns>The delay, at most <see cref="Longest"/>; null when none is asked for, or its date has passed.</returns>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now) => response.Headers.TryGetValues("Retry-After", out var values)
        ? values.Select(value => Of(value.Trim(), response.Headers.Date ?? now)).FirstOrDefault(static wait => wait is not null)
        : null;

    /// <summary>The delay that a header value asks for.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The delay, at most <see cref="Longest"/>; null when none is asked for, or its date has passed.</returns>
    public static TimeSpan? Of(string value, DateTimeOffset now)
    {
        // The framework ignores a number of seconds that does not fit 31 bits.
        if (value.Length > 0 && value.All(char.IsAsciiDigit))
        {
            var seconds = double.Parse(value, CultureInfo.InvariantCulture);
            return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
        }

        return RetryConditionHeaderValue.TryParse(value, out var condition) && condition.Date is { } date && date > now
            ? TimeSpan.FromTicks(Math.Min((date - now).Ticks, Longest.Ticks))
            : null;
    }
}
