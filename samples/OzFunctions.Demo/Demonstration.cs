using System.Net.Sockets;
using OzFunctions.OzSimulator;
using OzFunctions.Server;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;

namespace OzFunctions.Demo;

/// <summary>Runs everything on this machine: storage in memory, a simulated Oz that loses webhooks, the server, and a bank that verifies what it receives.</summary>
internal static class Demonstration
{
    private const string DefaultUrl = "http://localhost:7071";

    // Short, so that lost webhooks are found while somebody watches the demo.
    private const string EachTenSeconds = "*/10 * * * * *";

    /// <summary>Runs the demo until Ctrl+C.</summary>
    /// <param name="args"><c>--urls http://localhost:7071</c>, <c>--folders 12</c> and <c>--seed 1</c>, all optional.</param>
    /// <param name="output">Where the progress is printed.</param>
    /// <returns>The server's exit code.</returns>
    /// <exception cref="StartupException">The server or the storage emulator cannot start; the message says what to do.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var options = new ConfigurationBuilder().AddCommandLine(args).Build();
        var url = (options["urls"] ?? DefaultUrl).TrimEnd('/');
        await CheckIsFreeAsync(url);
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var ports = AzuritePorts.Free();
        await using var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        await using var oz = await SimulatedOz.StartAsync();
        await using var bank = await Bank.StartAsync(output);

        var server = Task.Run(() => ServerHost.RunAsync(Settings(url, ports.ConnectionString, oz, bank)));
        using var show = new Show(oz, bank, new Uri($"{url}/api/"), output, new Random(options.GetValue("seed", 1)));
        var shown = show.RunAsync(options.GetValue("folders", 12), oz.Stopping);
        if (await Task.WhenAny(server, shown) == shown)
        {
            await shown;
        }

        return await server;
    }

    // If another server listens there, the demo would post its folders to that server.
    private static async Task CheckIsFreeAsync(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            throw new StartupException($"--urls names one address, for example {DefaultUrl}.");
        }

        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
        }
        catch (SocketException)
        {
            return;
        }

        throw new StartupException($"Another process listens at {url}. Stop it, or choose another address with --urls.");
    }

    private static string[] Settings(string url, string storage, SimulatedOz oz, Bank bank) =>
    [
        "--environment=Development",
        $"--urls={url}",
        "--Logging:LogLevel:Default=Warning",
        $"--AzureWebJobsStorage={storage}",
        $"--Oz:BaseUrl={oz.Url}",
        "--Oz:AllowHttp=true",
        $"--Oz:Email={SimulatedOz.Email}",
        $"--Oz:Password={SimulatedOz.Password}",
        $"--Reconciliation:Schedule={EachTenSeconds}",
        "--Notifications:Endpoints:0:Name=bank",
        $"--Notifications:Endpoints:0:Url={bank.Url}",
        $"--Notifications:Endpoints:0:Secrets:0={Bank.Secret}",
        "--Notifications:Endpoints:0:Events:0=folder.resolution_changed",
    ];
}
