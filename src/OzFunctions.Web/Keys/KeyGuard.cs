using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Keys;

/// <summary>Compares the key of a request with ours, in a time that does not depend on either.</summary>
/// <param name="options">The keys.</param>
public sealed class KeyGuard(IOptions<KeyOptions> options)
{
    private readonly byte[][] _webhook = [.. options.Value.Webhook.Select(Hash)];
    private readonly byte[][] _read = [.. options.Value.Read.Select(Hash)];

    /// <summary>Whether a request may pass.</summary>
    /// <param name="request">The request; its key travels as header <c>x-functions-key</c> or query <c>code</c>.</param>
    /// <param name="level">Which key is asked for.</param>
    /// <returns>True when it brings one of that level.</returns>
    public bool Opens(HttpRequest request, KeyLevel level) => level switch
    {
        KeyLevel.Anonymous => true,
        KeyLevel.Webhook => IsOneOf(_webhook, KeyOf(request)),
        KeyLevel.Read => IsOneOf(_read, KeyOf(request)),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a key level."),
    };

    private static string? KeyOf(HttpRequest request) =>
        request.Headers["x-functions-key"] is [{ Length: > 0 } header] ? header
        : request.Query["code"] is [{ Length: > 0 } code] ? code
        : null;

    private static bool IsOneOf(byte[][] ours, string? key)
    {
        if (key is null)
        {
            return false;
        }

        // Hashes are of one length, and every one is compared, so the time tells neither a key's length nor its place.
        var hash = Hash(key);
        var found = false;
        foreach (var our in ours)
        {
            found |= CryptographicOperations.FixedTimeEquals(our, hash);
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
