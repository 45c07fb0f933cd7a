using System.Net;

namespace OzFunctions.Server;

/// <summary>Where the server may listen.</summary>
internal static class ListenAddresses
{
    /// <summary>In Development no key is asked for, so nobody but this machine may come in.</summary>
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
                    $"In Development no key is asked for, so the server listens on loopback only, and not on {url}: use --urls http://localhost:7071, or another environment with keys.");
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
