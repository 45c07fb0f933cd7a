using System.Net;
using OzFunctions.Web.Settings;

namespace OzFunctions.Web.Notifications;

/// <summary>The proxy of notifications, from <see cref="NotificationOptions.Proxy"/>: <c>http://user:password@host:port</c>. User and password are percent-encoded and optional.</summary>
internal static class NotificationProxy
{
    /// <summary>Validates the setting.</summary>
    /// <param name="address">The address.</param>
    /// <returns>A description of the problem that contains no part of the address; null when the address is valid.</returns>
    public static string? ProblemOf(Uri address) => address switch
    {
        { IsAbsoluteUri: false } or { Scheme: not ("http" or "https") } or { Host: "" } =>
            "Notifications:Proxy is not an absolute http or https URL, for example http://user:password@host:port. Percent-encode all characters of user and password except letters and digits ('@' is %40).",
        _ when address.PathAndQuery != "/" || address.Fragment.Length > 0 => "Notifications:Proxy has a path, query or fragment. Set only the scheme, user, password, host and port.",
        _ when !PercentEncoding.IsValid(address.OriginalString) => "Notifications:Proxy has a '%' that does not begin a percent-encoding. Write '%' as %25.",
        { UserInfo.Length: > 0 } when CredentialsOf(address) is { UserName: "" } => "Notifications:Proxy has a password but no user.",
        { UserInfo.Length: > 0 } when CredentialsOf(address) is var read && $"{read.UserName}{read.Password}".Any(char.IsControl) =>
            "Notifications:Proxy has a control character, such as a line break, in its user or password.",
        _ => null,
    };

    /// <summary>Creates the proxy.</summary>
    /// <param name="address">Its address, which must have passed <see cref="ProblemOf"/>.</param>
    /// <returns>The proxy settings for HTTP handlers and SDKs. The client sends the credentials after the proxy has answered 407.</returns>
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
