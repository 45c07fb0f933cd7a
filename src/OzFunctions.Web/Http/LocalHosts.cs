using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Http;

/// <summary>
/// The host names under which a process in Development answers. Development requires no key. Without this check, a page on the Internet whose name resolves
/// to loopback (DNS rebinding) could read and delete data through a developer's browser. Its requests carry that name as <c>Host</c>. Any other page could
/// post webhooks and start runs, without reading the answers. Its requests carry its own <c>Origin</c>.
/// </summary>
internal static class LocalHosts
{
    // The Functions host forwards requests to the worker and puts the browser's host name into this header.
    private const string Forwarded = "X-Forwarded-Host";

    private const string FetchSite = "Sec-Fetch-Site";
    private const string CrossSite = "cross-site";

    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Whether a request is addressed to this machine, on any port, and does not come from a page of another.</summary>
    /// <param name="request">The request.</param>
    /// <returns>False for any other host name, for a missing one, and for a request that a browser sends for another site.</returns>
    public static bool Are(HttpRequest request) =>
        IsLocal(request.Host)
        && request.Headers[Forwarded].All(static forwarded => IsLocal(new HostString(forwarded ?? "")))
        && request.Headers.Origin.All(static origin => Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsLocal(new HostString(page.Host)))
        && !request.Headers[FetchSite].Contains(CrossSite);

    private static bool IsLocal(HostString host) => host.HasValue && Names.Contains(host.Host, StringComparer.OrdinalIgnoreCase);
}
