using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.Docs;

/// <summary>The example in the README works as described.</summary>
[StartsProcesses]
public sealed partial class ReadmeExampleTests(AzuriteFixture azurite)
{
    // Different in each run.
    private static readonly string[] TimesOfArrival = ["firstSeenAt", "timestamp"];

    private static readonly string Readme = Repository.Read("README.md");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Example_IsAnsweredAndSentAsTheReadmeShows()
    {
        var shown = Blocks().Matches(Readme).Select(static block => JsonNode.Parse(block.Groups["json"].Value)).ToList();
        Assert.Equal(3, shown.Count);
        await using var bank = await Sink.StartAsync();
        var settings = ServerSettings.WithEndpoint(new() { ["AzureWebJobsStorage"] = azurite.NewAccount() }, "core-banking", bank.Url, "folder.*");
        await using var server = await ServerProcess.StartAsync(settings, "--environment", "Development");

        var body = File.ReadAllText(Path.Combine(Repository.Root, Posted().Match(Readme).Groups["file"].Value));
        using var answer = await server.PostAsync(new StringContent(body));
        AssertShows(shown[0], JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token)), "the answer");
        AssertShows(shown[1], JsonNode.Parse(await server.Client.GetStringAsync(Read().Match(Readme).Groups["path"].Value, Token)), "the folder");

        await server.WaitForAsync("folders/00000000-0000-4000-8000-00000000f001/history", _ => !bank.Taken.IsEmpty);
        AssertShows(shown[2], bank.Taken.First().Json, "the notification");
    }

    // Everything shown must be present; additional members are allowed.
    private static void AssertShows(JsonNode? shown, JsonNode? actual, string at)
    {
        switch (shown)
        {
            case JsonObject members:
                Assert.All(members, member => AssertShows(member.Value, Assert.IsType<JsonObject>(actual).TryGetPropertyValue(member.Key, out var value) ? value : "nothing", $"{at}.{member.Key}"));
                break;
            case JsonArray elements:
                var others = Assert.IsType<JsonArray>(actual);
                Assert.Equal(elements.Count, others.Count);
                Assert.All(elements.Zip(others), pair => AssertShows(pair.First, pair.Second, at));
                break;
            default:
                Assert.True(TimesOfArrival.Contains(at.Split('.')[^1]) ? actual is not null : JsonNode.DeepEquals(shown, actual), $"{at} is {actual?.ToJsonString() ?? "null"}.");
                break;
        }
    }

    [GeneratedRegex("^```json\n(?<json>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^curl -d @(?<file>[^ ]+) http://localhost:7071/api/oz/webhooks$", RegexOptions.Multiline)]
    private static partial Regex Posted();

    [GeneratedRegex(@"^curl http://localhost:7071/api/(?<path>folders/[^/\s]+)$", RegexOptions.Multiline)]
    private static partial Regex Read();
}
