using System.Globalization;

namespace OzFunctions.Core.Notifications;

/// <summary>The key of a delivery within its folder.</summary>
/// <param name="Version">
/// The folder's version that owes it. For notifications about an endpoint, a Unix time in seconds (<c>endpoint.test</c>) or milliseconds
/// (<c>endpoint.disabled</c>).
/// </param>
/// <param name="Type">The event type.</param>
/// <param name="Endpoint">The endpoint's name.</param>
public sealed record DeliveryKey(long Version, string Type, string Endpoint)
{
    /// <summary>The prefix of every key.</summary>
    public const string Prefix = "delivery|";

    /// <summary>Parses a key.</summary>
    /// <param name="text">The text that <see cref="ToString"/> returned.</param>
    /// <returns>The key, or null when the text is not a key.</returns>
    public static DeliveryKey? TryParse(string text)
    {
        var parts = text.Split('|');
        return parts is ["delivery", var version, { Length: > 0 } type, { Length: > 0 } endpoint]
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new DeliveryKey(number, type, endpoint)
            : null;
    }

    /// <summary>The key as text; texts of a folder's deliveries sort as its versions do.</summary>
    /// <returns><c>delivery|{version}|{type}|{endpoint}</c>, with at least ten digits of the version.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Version:D10}|{Type}|{Endpoint}");
}
