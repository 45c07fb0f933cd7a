using System.Net;

namespace OzFunctions.Server;

/// <summary>Checks the addresses on which the server listens.</summary>
internal static class ListenAddresses
{
    /// <summary>Checks the addresses. In Development no key is required, so the server may only listen on loopback.</summary>
    /// <param name="app">The server, before it starts.</param>
    /// <exception cref="StartupException">An address is malformed, or it is not on loopback in Development.</exception>
    public static void Check(WebApplication app)
    {
        foreach (var url in Configured(app.Configuration))
        {
            var address = Parse(url);
            if (app.Environment.IsDevelopment() && !IsLoopback(address))
            {
                throw new StartupException(
                    $"In Development no key is required, so the server only listens on loopback and not on {url}. Use --urls http://localhost:7071, or another environment with keys.");
            }
        }
    }

    private static IEnumerable<string> Configured(IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var ports = (configuration["http_ports"] + ";" + configuration["https_ports"]).Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(static port => $"http://*:{port}");
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(static endpoint => endpoint["Url"] ?? "");
        return [.. urls, .. urls.Length == 0 ? ports : [], .. endpoints];
    }

    // The text is not quoted: a secret may have been pasted into the wrong setting.
    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Port: >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort } address ? address : throw Malformed();
        }
        catch (FormatException)
        {
            throw Malformed();
        }
    }

    private static StartupException Malformed() =>
        new("An address to listen on is not a URL with a port from 0 to 65535. Use --urls http://localhost:7071, for example; ASPNETCORE_URLS and Kestrel:Endpoints also name addresses.");

    private static bool IsLoopback(BindingAddress address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
