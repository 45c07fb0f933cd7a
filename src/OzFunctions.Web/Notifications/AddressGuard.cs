using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Web.Notifications;

/// <summary>
/// Decides to which addresses notifications may connect, so that neither a setting nor a name server can direct them at the internal network (SSRF).
/// The networks are those of the IANA special-purpose address registries.
/// </summary>
/// <param name="allowed">Allowed networks in addition to the public ones.</param>
internal sealed class AddressGuard(IReadOnlyList<IPNetwork> allowed)
{
    // Link-local addresses, where clouds serve credentials, other metadata addresses, and addresses of more than one host. No setting can allow these.
    private static readonly IPNetwork[] Never = Networks(
        "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "::/128", "fe80::/10", "ff00::/8",
        "168.63.129.16/32", "100.100.100.200/32", "192.0.0.192/32", "fd00:ec2::/32", "fd20:ce::254/128");

    private static readonly IPNetwork[] NotPublic4 = Networks(
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24");

    // All public IPv6 addresses are in one network. Within it, tunnels that hide an IPv4 address are excluded, because they could reach any address.
    private static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] NotPublic6 = Networks("2001::/23", "2001:db8::/32", "3fff::/20");

    // Translators (NAT64, RFC 6052) and tunnels (6to4, RFC 3056) lead to the IPv4 address that these addresses contain, from the given byte on.
    private static readonly (IPNetwork Network, int Start)[] Embedding = [(IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2)];

    /// <summary>Creates the guard for the settings. Development also allows loopback.</summary>
    public static AddressGuard Of(NotificationOptions options, bool isDevelopment)
    {
        var networks = options.AllowedNetworks
            .Select(static text => IPNetwork.TryParse(text, out var network) ? network : (IPNetwork?)null)
            .OfType<IPNetwork>();
        return new AddressGuard([.. networks, .. isDevelopment ? Networks("127.0.0.0/8", "::1/128") : []]);
    }

    /// <summary>Whether connecting to an address is allowed.</summary>
    /// <param name="address">The address. One that contains an IPv4 address is judged as that address.</param>
    /// <param name="scheme">The scheme of the URL. For http, only networks of the settings are allowed.</param>
    /// <returns>True when it is allowed.</returns>
    public bool Allows(IPAddress address, string scheme)
    {
        var plain = ReachedBy(address);
        return !IsIn(plain, Never) && (IsIn(plain, allowed) || (scheme == Uri.UriSchemeHttps && IsPublic(plain)));
    }

    private static IPAddress ReachedBy(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var (network, start) = Array.Find(Embedding, embedding => embedding.Network.Contains(address));
        return network == default ? address : new IPAddress(address.GetAddressBytes().AsSpan(start, 4));
    }

    private static bool IsPublic(IPAddress address) => address.AddressFamily is AddressFamily.InterNetwork
        ? !IsIn(address, NotPublic4)
        : Public6.Contains(address) && !IsIn(address, NotPublic6);

    private static bool IsIn(IPAddress address, IEnumerable<IPNetwork> networks) => networks.Any(network => network.Contains(address));

    private static IPNetwork[] Networks(params string[] texts) => Array.ConvertAll(texts, static text => IPNetwork.Parse(text));
}
