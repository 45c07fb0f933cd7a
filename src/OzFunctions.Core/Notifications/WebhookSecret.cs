using System.Security.Cryptography;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// A secret that an endpoint shares with us, as Standard Webhooks writes it: <c>whsec_</c> and 24 to 64 random bytes in Base64
/// (<see href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"/>).
/// </summary>
public sealed class WebhookSecret
{
    /// <summary>What a secret begins with.</summary>
    public const string Prefix = "whsec_";

    /// <summary>The fewest bytes of a secret.</summary>
    public const int MinBytes = 24;

    /// <summary>The most bytes of a secret.</summary>
    public const int MaxBytes = 64;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>Reads a secret.</summary>
    /// <param name="text">The secret as the settings have it.</param>
    /// <returns>The secret, or null when the text is none.</returns>
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

    /// <summary>The HMAC-SHA256 of a content.</summary>
    /// <param name="content">The content.</param>
    /// <returns>32 bytes.</returns>
    internal byte[] Sign(ReadOnlySpan<byte> content) => HMACSHA256.HashData(_key, content);
}
