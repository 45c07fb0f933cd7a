using System.Security.Cryptography;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// A secret shared with an endpoint, in the format of Standard Webhooks: <c>whsec_</c> and the Base64 of 24 to 64 random bytes
/// (<see href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"/>).
/// </summary>
public sealed class WebhookSecret
{
    /// <summary>The prefix of a secret.</summary>
    public const string Prefix = "whsec_";

    /// <summary>The minimum length of a secret, in bytes.</summary>
    public const int MinBytes = 24;

    /// <summary>The maximum length of a secret, in bytes.</summary>
    public const int MaxBytes = 64;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>Parses a secret.</summary>
    /// <param name="text">The secret as written in the settings.</param>
    /// <returns>The secret, or null when the text is not a secret.</returns>
    public static WebhookSecret? TryParse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = new byte[MaxBytes + 1];
        return Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length is >= MinBytes and <= MaxBytes
            ? new WebhookSecret(key[..length])
            : null;
    }

    /// <summary>Computes the HMAC-SHA256 of the signed content, 32 bytes.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> content) => HMACSHA256.HashData(_key, content);
}
