using System.Security.Cryptography;
using System.Text;

namespace OzFunctions.Tests.Verifiers;

public static class VerifySignature
{
    public static bool IsGenuine(string secret, IReadOnlyDictionary<string, string> headers, byte[] body, DateTimeOffset now)
    {
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(headers["webhook-timestamp"]));
        if ((now - sent).Duration() > TimeSpan.FromMinutes(5))
        {
            return false;
        }

        byte[] content = [.. Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}."), .. body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), content));
        return headers["webhook-signature"].Split(' ').Any(given =>
            CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected)));
    }
}
