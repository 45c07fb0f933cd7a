using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OzFunctions.Core;

namespace OzFunctions.Web.Http;

/// <summary>
/// Ties a continuation to the list that it continues: one of another filter, and one that somebody altered, would silently give wrong rows.
/// It keeps no secret, and opens nothing that its request may not read anyway.
/// </summary>
internal static class ListContinuation
{
    /// <summary>The parameter's name.</summary>
    public const string Name = "continuation";

    private const int MarkBytes = 12;
    private const int MarkCharacters = 16;

    // How many, and with which key, does not change what is listed.
    private static readonly string[] Free = [Name, "limit", "code"];

    /// <summary>Makes the continuation of a request's list.</summary>
    /// <param name="request">The request.</param>
    /// <param name="next">Where the next page begins, in characters that a URL may hold; null on the last.</param>
    /// <returns>What the caller is given.</returns>
    public static string? Write(HttpRequest request, string? next) => next is null ? null : Mark(request, next) + next;

    /// <summary>Reads the continuation of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Where the page begins; null for the first.</returns>
    /// <exception cref="InvalidContinuationException">It is not ours, or another list's.</exception>
    public static string? Read(HttpRequest request)
    {
        if (QueryParameters.ReadText(request, Name) is not { } text)
        {
            return null;
        }

        var next = text.Length > MarkCharacters ? text[MarkCharacters..] : throw new InvalidContinuationException();
        return text == Write(request, next) ? next : throw new InvalidContinuationException();
    }

    private static string Mark(HttpRequest request, string next)
    {
        // Lengths keep free text from imitating a separator.
        var parameters = request.Query
            .Where(static parameter => !Free.Contains(parameter.Key, StringComparer.OrdinalIgnoreCase))
            .OrderBy(static parameter => parameter.Key, StringComparer.OrdinalIgnoreCase)
            .Select(static parameter => $"{parameter.Key.Length}:{parameter.Key.ToUpperInvariant()}={$"{parameter.Value}".Length}:{parameter.Value}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Path}?{string.Join('&', parameters)}#{next}"));
        return Base64Url.EncodeToString(hash.AsSpan(0, MarkBytes));
    }
}
