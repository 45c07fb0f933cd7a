using System.Globalization;

namespace OzFunctions.Core.Notifications;

/// <summary>Names a delivery among those of its folder.</summary>
/// <param name="Version">The folder's version that owes it; of an endpoint's own notifications, seconds since 1970.</param>
/// <param name="Type">The event type.</param>
/// <param name="Endpoint">The endpoint's name.</param>
public sealed record DeliveryKey(long Version, string Type, string Endpoint)
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "delivery|";

    /// <summary>Reads a key.</summary>
    /// <param name="text">What <see cref="ToString"/> wrote.</param>
    /// <returns>The key, or null when the text is none.</returns>
    public static DeliveryKey? TryParse(string text)
    {
        var parts = text.Split('|');
        return parts is ["delivery", var version, { Length: > 0 } type, { Length: > 0 } endpoint]
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new DeliveryKey(number, type, endpoint)
            : null;
    }

    /// <summary>The key as text; texts sort as versions do.</summary>
    /// <returns><c>delivery|{version}|{type}|{endpoint}</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Version:D10}|{Type}|{Endpoint}");
}
