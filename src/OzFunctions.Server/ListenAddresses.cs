using System.Net;

namespace OzFunctions.Server;

/// <summary>Checks the addresses on which the server listens.</summary>
internal static class ListenAddresses
{
    /// <summary>In Development no key is required, so the server may only listen on loopback.</summary>
    /// <param name="app">The server, before it starts.</param>
    /// <exception cref="StartupException">An address is not on loopback.</exception>
    public static void CheckDevelopment(WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        foreach (var url in Configured(app.Configuration))
        {
            if (!IsLoopback(url))
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

    private static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url).Host;
        return host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
