using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Server;

/// <summary>Checks the addresses on which the server listens, and explains why it cannot listen.</summary>
internal static class ListenAddresses
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

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

    /// <summary>Explains why the server cannot listen.</summary>
    /// <param name="failure">The failure of the start.</param>
    /// <returns>What is wrong and what to do; null when the failure has another cause.</returns>
    public static string? ProblemOf(Exception failure) => failure switch
    {
        IOException => $"{FirstSentences(failure)}. Stop the process that listens there, or choose another address with --urls.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "The server may not listen on the port of its address. Choose a port above 1023 with --urls, or grant the process the right.",
        SocketException socket => $"The server cannot listen on its address ({socket.SocketErrorCode}). Choose an address of this machine with --urls.",
        InvalidOperationException { Source: Kestrel } => $"{FirstSentences(failure)}. Correct --urls or the settings of Kestrel.",
        _ => null,
    };

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
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort, PathBase: "" } address ? address : throw Malformed();
        }
        catch (FormatException)
        {
            throw Malformed();
        }
    }

    private static StartupException Malformed() =>
        new("An address to listen on is not an http or https URL with a port from 0 to 65535 and without a path. Use --urls http://localhost:7071, for example; ASPNETCORE_URLS and Kestrel:Endpoints also name addresses.");

    // Kestrel's messages go on with instructions for developers.
    private static string FirstSentences(Exception failure) => failure.Message.Split('\n', 2)[0].Trim().TrimEnd('.');

    private static bool IsLoopback(BindingAddress address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
