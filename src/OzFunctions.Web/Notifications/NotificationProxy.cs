using System.Net;
using OzFunctions.Web.Settings;

namespace OzFunctions.Web.Notifications;

/// <summary>The proxy of notifications, as <see cref="NotificationOptions.Proxy"/> names it: <c>http://user:password@host:port</c>, user and password percent-encoded and optional.</summary>
internal static class NotificationProxy
{
    /// <summary>Finds out why an address names no proxy.</summary>
    /// <param name="address">The address.</param>
    /// <returns>A sentence, which shows nothing of the address; null for one that does.</returns>
    public static string? ProblemOf(Uri address) => address switch
    {
        { IsAbsoluteUri: false } or { Scheme: not ("http" or "https") } or { Host: "" } =>
            "Notifications:Proxy is not an absolute http(s) address, as http://user:password@host:port is; percent-encode what of user and password is not a letter or digit ('@' is %40).",
        _ when address.PathAndQuery != "/" || address.Fragment.Length > 0 => "Notifications:Proxy has a path, query or fragment: set the scheme, user, password, host and port alone.",
        _ when !PercentEncoding.IsValid(address.OriginalString) => "Notifications:Proxy holds a '%' that begins no percent-encoding: write '%' as %25.",
        { UserInfo.Length: > 0 } when CredentialsOf(address) is { UserName: "" } => "Notifications:Proxy has a password and no user.",
        { UserInfo.Length: > 0 } when CredentialsOf(address) is var read && $"{read.UserName}{read.Password}".Any(char.IsControl) =>
            "Notifications:Proxy has a control character, such as a line break, in its user or password.",
        _ => null,
    };

    /// <summary>Makes the proxy.</summary>
    /// <param name="address">Its address, in which <see cref="ProblemOf"/> found nothing.</param>
    /// <returns>The proxy, which answers with its credentials when it is asked for them (407).</returns>
    public static IWebProxy Of(Uri address) => new WebProxy(new UriBuilder(address) { UserName = "", Password = "" }.Uri)
    {
        Credentials = address.UserInfo.Length > 0 ? CredentialsOf(address) : null,
    };

    private static NetworkCredential CredentialsOf(Uri address)
    {
        var parts = address.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts is [_, var password] ? Uri.UnescapeDataString(password) : "");
    }
}
