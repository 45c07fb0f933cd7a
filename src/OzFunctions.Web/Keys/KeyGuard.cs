using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Keys;

/// <summary>Compares the key of a request with ours, in a time that does not depend on either.</summary>
/// <param name="options">The keys.</param>
/// <param name="refused">Told of requests that are refused.</param>
public sealed class KeyGuard(IOptions<KeyOptions> options, RefusedKeys refused)
{
    /// <summary>The query parameter in which a key may travel, in any letter case, on every route.</summary>
    public const string Parameter = "code";

    private readonly byte[][] _webhook = [.. options.Value.Webhook.Select(KeyHash.Of)];
    private readonly byte[][] _read = [.. options.Value.Read.Select(KeyHash.Of)];

    /// <summary>Whether a request may pass.</summary>
    /// <param name="request">The request; its key travels as header <c>x-functions-key</c> or query <c>code</c>.</param>
    /// <param name="route">Its route, one of <see cref="Routes"/>.</param>
    /// <param name="level">Which key is asked for.</param>
    /// <returns>True when it brings one of that level. The admin key is asked for apart, by <see cref="AdminGuard"/>.</returns>
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

        // Every one is compared, so the time does not tell a key's place.
        var hash = KeyHash.Of(key);
        var found = false;
        foreach (var our in ours)
        {
            found |= CryptographicOperations.FixedTimeEquals(our, hash);
        }

        return found;
    }
}
