using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OzFunctions.Benchmarks.Load;

/// <summary>Shared parts of the servers that OzFunctions is compared with.</summary>
internal static class LoadHost
{
    /// <summary>The setting with the URL for notifications.</summary>
    public const string Endpoint = "Endpoint";

    /// <summary>Builds a server that logs only warnings and errors.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The server.</returns>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter(static level => level >= LogLevel.Warning);
        return builder.Build();
    }

    /// <summary>Serves requests until the process is killed.</summary>
    /// <param name="app">The server.</param>
    /// <returns>A task that completes when the server stops.</returns>
    public static async Task RunAsync(WebApplication app)
    {
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await Console.Out.WriteLineAsync($"This serves {address}/api");
        await app.WaitForShutdownAsync();
    }
}
