using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OzFunctions.Core.Notifications;

/// <summary>The identity of a notification, which every endpoint and every attempt sees alike.</summary>
public static class WebhookId
{
    private const int Bytes = 16;

    /// <summary>Computes an id, so that none has to be stored and a repeated write cannot make a second one.</summary>
    /// <param name="folder">Oz's id of the folder, or <c>endpoint|{name}</c>.</param>
    /// <param name="firstSeenAt">When the folder was first seen, UTC: one that returns after its records expired begins with new ids. Null for an endpoint's own.</param>
    /// <param name="version">The version that owes it.</param>
    /// <param name="type">The event type.</param>
    /// <returns><c>msg_</c> and 32 hexadecimal digits. No full stop, which the signed content uses as separator.</returns>
    public static string Of(string folder, DateTimeOffset? firstSeenAt, long version, string type)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{folder}|{firstSeenAt?.UtcTicks}|{version}|{type}");
        return $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, Bytes))}";
    }
}
