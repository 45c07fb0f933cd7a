using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Keys;

/// <summary>Compares the key of a request with ours, in constant time.</summary>
/// <param name="options">The keys.</param>
/// <param name="refused">Records rejected requests.</param>
public sealed class KeyGuard(IOptions<KeyOptions> options, RefusedKeys refused)
{
    /// <summary>The query parameter that may carry a key on every route, in any letter case.</summary>
    public const string Parameter = "code";

    private readonly byte[][] _webhook = [.. options.Value.Webhook.Select(KeyHash.Of)];
    private readonly byte[][] _read = [.. options.Value.Read.Select(KeyHash.Of)];

    /// <summary>Whether a request may proceed.</summary>
    /// <param name="request">The request. The header <c>x-functions-key</c> or the query parameter <c>code</c> carries its key.</param>
    /// <param name="route">Its route, one of <see cref="Routes"/>.</param>
    /// <param name="level">The level of key that the route requires.</param>
    /// <returns>True when the request has a key of that level. For <see cref="KeyLevel.Admin"/> this checks the read key; <see cref="AdminGuard"/> checks the admin key.</returns>
    public bool Opens(HttpRequest request, string route, KeyLevel level)
    {
        if (level is KeyLevel.Anonymous)
        {
            return true;
        }

        var key = KeyOf(request);
        var isOpen = IsOneOf(level is KeyLevel.Webhook ? _webhook : _read, key);
        if (!isOpen)
        {
            refused.Note(request, route, level is KeyLevel.Webhook ? level : KeyLevel.Read, isMissing: key is null);
        }

        return isOpen;
    }

    private static string? KeyOf(HttpRequest request) =>
        request.Headers["x-functions-key"] is [{ Length: > 0 } header] ? header
        : request.Query[Parameter] is [{ Length: > 0 } code] ? code
        : null;

    private static bool IsOneOf(byte[][] ours, string? key)
    {
        if (key is null)
        {
            return false;
        }

        // Compare every key, even after a match, so that the time does not depend on which key matched.
        var hash = KeyHash.Of(key);
        var found = false;
        foreach (var our in ours)
        {
            found |= CryptographicOperations.FixedTimeEquals(our, hash);
        }

        return found;
    }
}
