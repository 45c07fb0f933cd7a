using System.Net;
using System.Net.Sockets;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>What stops the start says one sentence and nothing else.</summary>
public sealed class StartTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("Keys__Webhook__0", null, "Keys:Webhook")]
    [InlineData("Keys__Read__0", null, "Keys:Read")]
    [InlineData("Keys__Read__0", " ", "empty key")]
    [InlineData("Keys__Read__0", ServerProcess.WebhookKey, "both Keys:Webhook and Keys:Read")]
    [InlineData("Webhook__Mode", null, "Webhook:Mode")]
    [InlineData("Webhook__Mode", "Verify", "Webhook:Mode is Verify")]
    [InlineData("Webhook__MaxBodyBytes", "12", "MaxBodyBytes")]
    [InlineData("Folders__MetadataKeys__1", "transaction_id", "names a key twice")]
    [InlineData("AzureWebJobsStorage", null, "No storage account is named")]
    [InlineData("AzureWebJobsStorage", "AccountKey=secret-4711", "not a storage connection string")]
    public async Task Setting_ThatIsWrong_StopsTheStartAndIsNamed(string name, string? value, string expected)
    {
        var settings = ServerProcess.Production(azurite.ConnectionString);
        settings.Remove(name);
        if (value is not null)
        {
            settings[name] = value;
        }

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings);

        AssertOneSentence(exitCode, output, expected);
        Assert.DoesNotContain("secret-4711", output, StringComparison.Ordinal);
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

        var (exitCode, output) = await ServerProcess.RunToEndAsync(ServerProcess.Production(azurite.ConnectionString), "--urls", url);

        AssertOneSentence(exitCode, output, url);
    }

    [Fact]
    public async Task Development_OnMoreThanLoopback_StopsTheStart()
    {
        var settings = new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.ConnectionString };

        var (exitCode, output) = await ServerProcess.RunToEndAsync(settings, "--environment", "Development", "--urls", "http://0.0.0.0:0");

        AssertOneSentence(exitCode, output, "loopback only");
    }

    [Fact]
    public async Task Development_AsksForNoKeyAndNoMode()
    {
        var settings = new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.ConnectionString };

        await using var server = await ServerProcess.StartAsync(settings, "--environment", "Development");
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress };
        var posted = await client.PostAsync("oz/webhooks", new StringContent("""{"folder_id":"in-development"}"""), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("folders/in-development", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task CtrlC_EndsTheServerInOrder()
    {
        await using var server = await ServerProcess.StartAsync(ServerProcess.Production(azurite.ConnectionString));

        Assert.Equal(0, await server.InterruptAsync());
    }

    private static void AssertOneSentence(int exitCode, string output, string expected)
    {
        Assert.Equal(1, exitCode);
        var line = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("OzFunctions did not start. ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }
}
