using System.Net;
using System.Net.Sockets;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>A setting that prevents the start is reported in one sentence and nothing else.</summary>
[StartsProcesses]
public sealed class StartTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("Keys__Webhook__0", null, "Keys:Webhook has 0 keys; set 1 to 3, the first as Keys__Webhook__0.")]
    [InlineData("Keys__Read__0", null, "Keys:Read")]
    [InlineData("Keys__Read__0", " ", "Keys:Read:0 is empty")]
    [InlineData("Keys__Read__0", ServerProcess.WebhookKey, "Keys:Webhook and Keys:Read have a key in common")]
    [InlineData("Webhook__Mode", null, "Webhook:Mode")]
    [InlineData("Webhook__Mode", "Verify", "Webhook:Mode is Verify, which calls Oz")]
    [InlineData("Oz__BaseUrl", "https://oz.example", "belong together")]
    [InlineData("Oz__Timeout", "5", "Oz:Timeout is the number 5")]
    [InlineData("Oz__RequestsPerSecond", "0", "RequestsPerSecond")]
    [InlineData("Webhook__MaxBodyBytes", "12", "Webhook:MaxBodyBytes is 12, which is out of range")]
    [InlineData("Folders__MetadataKeys__1", "transaction_id", "has the same key twice")]
    [InlineData("Reconciliation__Schedule", "every 5 minutes", "Reconciliation:Schedule is not a schedule")]
    [InlineData("Reconciliation__Schedule", "*/5 * * * *", "Reconciliation:Schedule is not a schedule")]
    [InlineData("Reconciliation__Schedule", "0 0 0 30 2 *", "never occurs")]
    [InlineData("Reconciliation__PageSize", "5", "PageSize")]
    [InlineData("Webhook__Mode", "secret-4711", "Webhook:Mode is not one of Trust, Verify")]
    [InlineData("Webhook__MaxBodyBytes", "secret-4711", "Webhook:MaxBodyBytes is not a whole number")]
    [InlineData("Reconciliation__Overlap", "00:00:00", "Overlap")]
    [InlineData("Keys__Admin__bob", "@Microsoft.KeyVault(SecretUri=https://vault.example/secret-4711)", "Keys:Admin:bob: the Key Vault reference was not resolved")]
    [InlineData("Webhook__Mode", "2", "Webhook:Mode is not one of Trust, Verify")]
    [InlineData("Keys__Webhook__0", "secret-4711-secret-4711\n", "Keys:Webhook:0 begins or ends with white space")]
    [InlineData("Logging__LogLevel__Default", "2", "Logging:LogLevel:Default is not one of Trace, Debug")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "not a url", "OTEL_EXPORTER_OTLP_ENDPOINT is not an absolute http or https URL")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "secret-4711", "APPLICATIONINSIGHTS_CONNECTION_STRING is not a connection string")]
    [InlineData("AzureWebJobsStorage", "AccountKey=secret-4711\n", "AzureWebJobsStorage begins or ends with white space")]
    [InlineData("AzureWebJobsStorage", null, "No storage account is configured")]
    [InlineData("AzureWebJobsStorage", "AccountKey=secret-4711", "not a storage connection string")]
    public async Task Setting_ThatIsWrong_StopsTheStartAndIsNamed(string name, string? value, string expected)
    {
        var settings = ServerProcess.Production(azurite.NewAccount());
        settings.Remove(name);
        if (value is not null)
        {
            settings[name] = value;
        }

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings);

        AssertOneSentence(exitCode, output, expected);
        Assert.DoesNotContain("secret-4711", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name", "Bank", "Notifications:Endpoints:0:Name")]
    [InlineData("Name", "", "Notifications:Endpoints:0:Name")]
    [InlineData("Url", "not an address", "Notifications:Endpoints:0:Url")]
    [InlineData("Url", "http://bank.example/hooks", "Url is http")]
    [InlineData("Url", "https://user:pw@bank.example/hooks", "without user")]
    [InlineData("Url", "https://10.0.0.1/hooks", "which is not public")]
    [InlineData("Url", "https://169.254.169.254/hooks", "never allowed")]
    [InlineData("Secrets__0", null, "has 0 secrets")]
    [InlineData("Secrets__0", "whsec_secret-4711", "24 to 64 bytes")]
    [InlineData("Secrets__2", Endpoints.Secret, "has 3 secrets")]
    [InlineData("Events__0", "folder", "neither an event type")]
    [InlineData("Timeout", "00:01:00", "Timeout is 00:01:00, which is out of range: set 00:00:01 to 00:00:30")]
    [InlineData("Timeout", "15", "Timeout is the number 15")]
    [InlineData("ClientCertificate", "secret-4711", "ClientCertificate cannot be read")]
    public async Task Endpoint_ThatIsWrong_StopsTheStartAndIsNamed(string name, string? value, string expected)
    {
        var settings = ServerProcess.Production(azurite.NewAccount());
        const string Prefix = "Notifications__Endpoints__0__";
        settings[$"{Prefix}Name"] = "bank";
        settings[$"{Prefix}Url"] = "https://bank.example/hooks";
        settings[$"{Prefix}Secrets__0"] = Endpoints.Secret;
        if (name == "Secrets__2")
        {
            settings[$"{Prefix}Secrets__1"] = Endpoints.OtherSecret;
        }

        settings.Remove(Prefix + name);
        if (value is not null)
        {
            settings[Prefix + name] = value;
        }

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings);

        AssertOneSentence(exitCode, output, expected);
        Assert.DoesNotContain("4711", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Endpoints.Secret, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Notifications__Endpoints__1__Name", "bank", "Notifications:Endpoints:0 and Notifications:Endpoints:1 have the same name")]
    [InlineData("Notifications__Schedule__0", "5", "Notifications:Schedule")]
    [InlineData("Notifications__AllowedNetworks__0", "10.0.0.0", "Notifications:AllowedNetworks")]
    [InlineData("Notifications__Proxy", "ftp://proxy", "Notifications:Proxy")]
    [InlineData("Keys__Admin__bob", " ", "Keys:Admin:bob is empty")]
    [InlineData("Keys__Admin__bob", ServerProcess.ReadKey, "Keys:Admin:bob is also")]
    [InlineData("Keys__Admin__bob", ServerProcess.AdminKey, "has the same key under the names")]
    public async Task NotificationSetting_ThatIsWrong_StopsTheStartAndIsNamed(string name, string value, string expected)
    {
        var settings = ServerProcess.Production(azurite.NewAccount());
        for (var i = 0; i < 2; i++)
        {
            settings[$"Notifications__Endpoints__{i}__Name"] = $"bank{(i == 0 ? "" : "-2")}";
            settings[$"Notifications__Endpoints__{i}__Url"] = "https://bank.example/hooks";
            settings[$"Notifications__Endpoints__{i}__Secrets__0"] = Endpoints.Secret;
        }

        settings[name] = value;

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings);

        AssertOneSentence(exitCode, output, expected);
    }

    [Theory]
    [InlineData("http://oz.example", "Oz:AllowHttp")]
    [InlineData("oz.example", "Oz:BaseUrl is not")]
    [InlineData("https://user:secret-4711@oz.example", "Oz:BaseUrl is not")]
    public async Task OzAccount_ThatIsWrong_StopsTheStartAndIsNamed(string url, string expected)
    {
        var settings = ServerProcess.Production(azurite.NewAccount());
        settings["Oz__BaseUrl"] = url;
        settings["Oz__Email"] = "oz@bank.example";
        settings["Oz__Password"] = "secret-4711-password";

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings);

        AssertOneSentence(exitCode, output, expected);
        Assert.DoesNotContain("4711", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsOfSeveralSections_ThatAreWrong_AreAllNamed()
    {
        var settings = ServerProcess.Production(azurite.NewAccount());
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
        var settings = ServerProcess.Production(AzuritePorts.Free().ConnectionString);

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings);

        AssertOneSentence(exitCode, output, "cannot be reached");
    }

    [Fact]
    public async Task Port_ThatIsTaken_StopsTheStart()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var (exitCode, output) = await ServerProcess.RunToEndAsync(ServerProcess.Production(azurite.NewAccount()), "--urls", url);

        AssertOneSentence(exitCode, output, url);
    }

    [Theory]
    [InlineData("localhost:7071")]
    [InlineData("http://127.0.0.1:65536")]
    public async Task Address_ThatIsMalformed_StopsTheStart(string url)
    {
        var (exitCode, output) = await ServerProcess.RunToEndAsync(ServerProcess.Production(azurite.NewAccount()), "--urls", url);

        AssertOneSentence(exitCode, output, "--urls http://localhost:7071");
        Assert.DoesNotContain(url, output.Replace("http://localhost:7071", "", StringComparison.Ordinal), StringComparison.Ordinal);
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
        await using var server = await ServerProcess.StartAsync(ServerProcess.Production(azurite.NewAccount()));

        Assert.Equal(0, await server.StopAsync());
    }

    private static void AssertOneSentence(int exitCode, string output, string expected)
    {
        Assert.Equal(1, exitCode);
        var line = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("OzFunctions did not start. ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }
}
