using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks;

/// <summary>
/// Measures the time from the start of a process to its first response: of the published server to a webhook, and of an empty ASP.NET Core
/// app published in the same way.
/// </summary>
internal static class StartupRun
{
    private const int Measured = 25;

    // The maximum ratio of a cold start to that of the empty app.
    private const double MostRatio = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const string WebhookKey = "startup-webhook-key";

    private const string EmptyProject =
        """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
            <PublishReadyToRun>true</PublishReadyToRun>
          </PropertyGroup>
        </Project>
        """;

    private const string EmptyApp = """var app = WebApplication.Create(args); app.MapPost("/api/oz/webhooks", () => Results.Ok()); app.Run();""";

    /// <summary>Makes the measurement.</summary>
    /// <param name="output">The writer for the results.</param>
    /// <returns>0; 1 if the server takes more than twice as long as the empty app.</returns>
    public static async Task<int> RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("ozfunctions-startup-").FullName;
        try
        {
            var ours = await PublishAsync(Path.Combine(Root(), "src", "OzFunctions.Server"), Path.Combine(folder, "ours"));
            var empty = await PublishAsync(await EmptyAsync(Path.Combine(folder, "Empty")), Path.Combine(folder, "empty-app"));
            var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
            var ports = FreePort.ForAzurite();
            await using var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);

            // The first start creates the tables and loads the files into the file system cache.
            await FirstAnswerAsync(Path.Combine(ours, "OzFunctions.Server.dll"), ports.ConnectionString);
            await FirstAnswerAsync(Path.Combine(empty, "Empty.dll"), ports.ConnectionString);
            var (server, bare) = (new List<double>(), new List<double>());
            for (var i = 0; i < Measured; i++)
            {
                server.Add(await FirstAnswerAsync(Path.Combine(ours, "OzFunctions.Server.dll"), ports.ConnectionString));
                bare.Add(await FirstAnswerAsync(Path.Combine(empty, "Empty.dll"), ports.ConnectionString));
            }

            // The ratio is computed per pair, because the machine may be slower for a while.
            var ratio = new Sample(server.Zip(bare, static (ours, empty) => ours / empty)).Median;
            await output.WriteLineAsync($"from the start of the process to its first response, median of {Measured}: the server {new Sample(server).Median:F0} ms, an empty ASP.NET Core app {new Sample(bare).Median:F0} ms, median ratio of the pairs {ratio:F2}");
            return ratio <= MostRatio ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> FirstAnswerAsync(string program, string storage)
    {
        var port = BenchmarkServer.FreePort();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", url])
        {
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["AzureWebJobsStorage"] = storage, ["Webhook__Mode"] = "Trust", ["Keys__Webhook__0"] = WebhookKey, ["Keys__Read__0"] = "startup-reading-key" },
        };
        using var client = new HttpClient();
        var body = BenchmarkBodies.Folder("startup", analyses: 2, "FINISHED", updated: 1);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            while (!await ListensAsync(port) && !process.HasExited && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }

            using var answer = await client.PostAsync($"{url}/api/oz/webhooks?code={WebhookKey}", new ByteArrayContent(body));
            return answer.StatusCode is HttpStatusCode.OK
                ? Stopwatch.GetElapsedTime(began).TotalMilliseconds
                : throw new InvalidOperationException($"{Path.GetFileName(program)} answered {answer.StatusCode}.");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    // The loop shares the cores with the starting process, so a refused connection must be cheap: this API throws no exception.
    private static async Task<bool> ListensAsync(int port)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var connecting = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };
        connecting.Completed += (_, _) => answered.SetResult();
        if (Socket.ConnectAsync(SocketType.Stream, ProtocolType.Tcp, connecting))
        {
            await answered.Task;
        }

        connecting.ConnectSocket?.Dispose();
        return connecting.SocketError is SocketError.Success;
    }

    private static async Task<string> EmptyAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "Empty.csproj"), EmptyProject);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), EmptyApp);
        return folder;
    }

    private static async Task<string> PublishAsync(string project, string target)
    {
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", target, "-v", "q"]))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? target : throw new InvalidOperationException($"{project} could not be published.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OzFunctions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run it from the repository.");
        }

        return folder.FullName;
    }
}
