using System.Security.Cryptography;
using System.Text;

namespace OzFunctions.Tests.Verifiers;

public static class VerifySignature
{
    public static bool IsGenuine(string secret, IReadOnlyDictionary<string, string> headers, byte[] body, DateTimeOffset now)
    {
        if (!long.TryParse(headers.GetValueOrDefault("webhook-timestamp"), out var sent) || sent < now.ToUnixTimeSeconds() - 300 || sent > now.ToUnixTimeSeconds() + 300)
        {
            return false;
        }

        byte[] content = [.. Encoding.UTF8.GetBytes($"{headers.GetValueOrDefault("webhook-id")}.{sent}."), .. body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), content));
        return headers.GetValueOrDefault("webhook-signature", "").Split(' ').Any(given =>
            CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected)));
    }
}
