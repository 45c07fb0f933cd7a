using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OzFunctions.Core.Notifications;

/// <summary>Computes <c>webhook-id</c>, which is the same for every endpoint and every attempt.</summary>
public static class WebhookId
{
    private const int Bytes = 16;

    /// <summary>Computes an id from the notification, so that it need not be stored and a repeated write yields the same one.</summary>
    /// <param name="folder">Oz's id of the folder, or <c>endpoint|{name}</c>.</param>
    /// <param name="firstSeenAt">
    /// When the folder was first seen, UTC, so that a folder that returns after its records expired gets new ids. Null for a notification
    /// about an endpoint.
    /// </param>
    /// <param name="version">The version that owes it.</param>
    /// <param name="type">The event type.</param>
    /// <returns><c>msg_</c> and 32 hexadecimal digits. Contains no full stop, which separates the parts of the signed content.</returns>
    public static string Of(string folder, DateTimeOffset? firstSeenAt, long version, string type)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{folder}|{firstSeenAt?.UtcTicks}|{version}|{type}");
        return $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, Bytes))}";
    }
}
