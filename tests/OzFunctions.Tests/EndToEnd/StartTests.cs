using System.Net;
using System.Net.Sockets;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>A setting that prevents the start is reported in one sentence and nothing else.</summary>
[StartsProcesses]
public sealed class StartTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task SettingsOfSeveralSections_ThatAreWrong_AreAllNamed()
    {
        var settings = ServerSettings.Production(azurite.NewAccount());
        settings["Webhook__MaxBodyBytes"] = "12";
        settings["Notifications__AllowedNetworks__0"] = "nowhere";
        settings["Folders__MetadataKeys__1"] = "transaction_id";

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings);

        AssertOneSentence(exitCode, output, "MaxBodyBytes");
        Assert.Contains("Notifications:AllowedNetworks", output, StringComparison.Ordinal);
        Assert.Contains("Folders:MetadataKeys", output, StringComparison.Ordinal);
        Assert.DoesNotContain(".;", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StorageAccount_ThatCannotBeReached_StopsTheStart()
    {
        var settings = ServerSettings.Production(FreePort.ForAzurite().ConnectionString);

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings);

        AssertOneSentence(exitCode, output, "cannot be reached");
    }

    [Fact]
    public async Task Port_ThatIsTaken_StopsTheStart()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var (exitCode, output) = await ServerProcess.RunToEndAsync(ServerSettings.Production(azurite.NewAccount()), "--urls", url);

        AssertOneSentence(exitCode, output, url);
    }

    [Theory]
    [InlineData("localhost:7071")]
    [InlineData("http://127.0.0.1:65536")]
    [InlineData("http://127.0.0.1:7071/api")]
    [InlineData("ftp://127.0.0.1:7071")]
    public async Task Address_ThatIsMalformed_StopsTheStart(string url)
    {
        var (exitCode, output) = await ServerProcess.RunToEndAsync(ServerSettings.Production(azurite.NewAccount()), "--urls", url);

        AssertOneSentence(exitCode, output, "--urls http://localhost:7071");
        Assert.DoesNotContain(url, output.Replace("http://localhost:7071", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    // 192.0.2.0/24 is reserved for documentation, so no machine has an address of it.
    [Theory]
    [InlineData("http://192.0.2.1:7071", "AddressNotAvailable")]
    [InlineData("http://localhost:0", "Dynamic port binding")]
    [InlineData("https://127.0.0.1:0", "No server certificate was specified")]
    public async Task Address_OnWhichTheServerCannotListen_StopsTheStart(string url, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only on Linux is the developer's certificate below HOME.");
        using var home = new TemporaryDirectory();
        var settings = ServerSettings.Production(azurite.NewAccount());
        settings["HOME"] = home.Path;

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings, "--urls", url);

        AssertOneSentence(exitCode, output, expected);
    }

    [Fact]
    public async Task StorageAccount_ThatIsAnotherService_StopsTheStart()
    {
        await using var other = await Sink.StartAsync();
        other.Always(400);
        var address = $"http://127.0.0.1:{other.Port}/bank";

        var (exitCode, output) = await ServerProcess.RunToEndAsync(
            ServerSettings.Production($"DefaultEndpointsProtocol=http;AccountName=bank;AccountKey=c2VjcmV0;TableEndpoint={address};QueueEndpoint={address}"));

        AssertOneSentence(exitCode, output, "does not answer as a storage account does (RequestFailedException)");
    }

    [Fact]
    public async Task Development_OnMoreThanLoopback_StopsTheStart()
    {
        var settings = new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.NewAccount() };

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings, "--environment", "Development", "--urls", "http://0.0.0.0:0");

        AssertOneSentence(exitCode, output, "only listens on loopback");
    }

    [Fact]
    public async Task Development_AsksForNoKeyAndNoMode()
    {
        var settings = new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.NewAccount(), ["Webhook__Mod"] = "Verify" };

        await using var server = await ServerProcess.StartAsync(settings, "--environment", "Development");
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress };
        var posted = await client.PostAsync("oz/webhooks", new StringContent("""{"folder_id":"in-development"}"""), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("folders/in-development", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(400, RawConnection.StatusOf(await RawConnection.SendAsync(server, "GET /api/folders/in-development HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n")));
        Assert.Equal(400, RawConnection.StatusOf(await RawConnection.SendAsync(server, "DELETE /api/folders/in-development HTTP/1.0\r\n\r\n")));
        Assert.Equal(200, RawConnection.StatusOf(await RawConnection.SendAsync(server, "GET /api/folders/in-development HTTP/1.1\r\nHost: LOCALHOST:9\r\nConnection: close\r\n\r\n")));
        await server.WaitForOutputAsync("folder in-development: applied, version 1, INITIAL/INITIAL.");
        await server.WaitForOutputAsync("warn SettingsWarnings: The setting Webhook:Mod is unknown. Did you mean Webhook:Mode?");
        Assert.Matches(@"^\d\d:\d\d:\d\d info WebhookEndpoints: Webhook for folder in-development: applied, ", Assert.Single(server.Output.Split('\n'), static line => line.Contains("in-development", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Server_ToldToStop_EndsInOrder()
    {
        await using var server = await ServerProcess.StartAsync(ServerSettings.Production(azurite.NewAccount()));

        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Server_ThatRuns_WatchesNoFiles()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Open files are read from /proc, which only Linux has.");

        await using var server = await ServerProcess.StartAsync(ServerSettings.Production(azurite.NewAccount()));

        var files = new DirectoryInfo($"/proc/{server.ProcessId}/fd").EnumerateFileSystemInfos().Select(static file => file.LinkTarget).ToList();
        Assert.Contains(files, static file => file?.StartsWith("socket:", StringComparison.Ordinal) is true);
        Assert.DoesNotContain(files, static file => file?.Contains("inotify", StringComparison.Ordinal) is true);
    }

    private static void AssertOneSentence(int exitCode, string output, string expected)
    {
        Assert.Equal(1, exitCode);
        var line = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("OzFunctions did not start. ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }
}
