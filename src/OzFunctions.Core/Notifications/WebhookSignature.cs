using System.Globalization;
using System.Text;

namespace OzFunctions.Core.Notifications;

/// <summary>Computes the value of the header <c>webhook-signature</c> of Standard Webhooks.</summary>
public static class WebhookSignature
{
    /// <summary>Signs a notification with every active secret, so that a receiver can rotate its own.</summary>
    /// <param name="secrets">The secrets.</param>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>: seconds since 1970-01-01, UTC.</param>
    /// <param name="body">The body.</param>
    /// <returns>One <c>v1,{Base64}</c> per secret, in the order of the secrets, separated by spaces.</returns>
    public static string Of(IEnumerable<WebhookSecret> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(secret.Sign(content))}"));
    }
}
