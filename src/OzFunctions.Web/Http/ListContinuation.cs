using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Http;

/// <summary>
/// Writes and reads the continuations of all lists. A hash ties each to its list, filter and day: an altered continuation, or one of another list, would
/// silently give wrong rows. The hash protects no secret, and a continuation gives access only to what its request may read anyway.
/// </summary>
internal static class ListContinuation
{
    /// <summary>The parameter's name.</summary>
    public const string Name = "continuation";

    private const int MarkBytes = 12;
    private const int MarkCharacters = 16;

    // Separates a list's day from the position in it, which does not contain this character.
    private const char DayEnd = '.';
    private const string DayFormat = "yyyyMMdd";

    // The page size and the key do not change what is listed.
    private static readonly string[] Free = [Name, KnownParameters.Limit.Name, KeyGuard.Parameter];

    /// <summary>Writes the continuation of a request's list.</summary>
    /// <param name="request">The request.</param>
    /// <param name="next">The position of the next page, in characters that need no escaping in a URL; null on the last page.</param>
    /// <returns>The continuation for the caller; null on the last page.</returns>
    public static string? Write(HttpRequest request, string? next) => next is null ? null : Mark(request, next) + next;

    /// <summary>Writes the continuation of a list that belongs to a day.</summary>
    /// <param name="request">The request.</param>
    /// <param name="day">The day, UTC.</param>
    /// <param name="next">The position of the next page, in characters that need no escaping in a URL; null on the last page.</param>
    /// <returns>The continuation for the caller; null on the last page.</returns>
    public static string? Write(HttpRequest request, DateOnly day, string? next) =>
        Write(request, next is null ? null : $"{day.ToString(DayFormat, CultureInfo.InvariantCulture)}{DayEnd}{next}");

    /// <summary>Whether a text is a continuation of a request's list.</summary>
    /// <param name="request">The request.</param>
    /// <param name="text">The text.</param>
    /// <returns>False when it was altered, or belongs to another list or filter.</returns>
    public static bool IsOf(HttpRequest request, string text) => text.Length > MarkCharacters && text == Write(request, text[MarkCharacters..]);

    /// <summary>Reads the continuation of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The position of the page; null for the first page.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or belongs to another list.</exception>
    public static string? Read(HttpRequest request) => KnownParameters.Continuation.Read(request) switch
    {
        null => null,
        var text when IsOf(request, text) => text[MarkCharacters..],
        _ => throw new InvalidContinuationException(),
    };

    /// <summary>Reads the continuation of a list that belongs to a day. A list of today continues with the same day after midnight.</summary>
    /// <param name="request">The request.</param>
    /// <param name="today">Today, UTC.</param>
    /// <returns>The day, and the position of the page; null for the first page.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or belongs to another list.</exception>
    public static (DateOnly Day, string? From) Read(HttpRequest request, DateOnly today)
    {
        if (Read(request) is not { } from)
        {
            return (KnownParameters.Day.Read(request) ?? today, null);
        }

        return from.IndexOf(DayEnd, StringComparison.Ordinal) is >= 0 and var end
            && DateOnly.TryParseExact(from.AsSpan(0, end), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? (day, from[(end + 1)..])
                : throw new InvalidContinuationException();
    }

    private static string Mark(HttpRequest request, string next)
    {
        // Length prefixes prevent a value from imitating a separator.
        var parameters = request.Query
            .Where(static parameter => !Free.Contains(parameter.Key, StringComparer.OrdinalIgnoreCase))
            .OrderBy(static parameter => parameter.Key, StringComparer.Ordinal)
            .Select(static parameter => $"{parameter.Key.Length}:{parameter.Key}={$"{parameter.Value}".Length}:{parameter.Value}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Path}?{string.Join('&', parameters)}#{next}"));
        return Base64Url.EncodeToString(hash.AsSpan(0, MarkBytes));
    }
}
