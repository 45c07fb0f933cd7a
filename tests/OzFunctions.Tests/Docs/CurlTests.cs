using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.Docs;

/// <summary>Sends the <c>curl</c> lines of the operators' pages unchanged to a server with keys, an endpoint and a simulated Oz.</summary>
[StartsProcesses]
public sealed partial class CurlTests(AzuriteFixture shared)
{
    private const string Endpoint = "docs";

    private readonly Dictionary<string, string> _placeholders = new()
    {
        ["<endpoint>"] = Endpoint,
        ["<transaction>"] = "t-1",
        ["<day>"] = "2026-01-31",
        ["<from>"] = "2026-01-01T00:00:00Z",
        ["<to>"] = "2026-01-08T00:00:00Z",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_AreAnsweredInTheirOrder()
    {
        await using var oz = await SimulatedOz.StartAsync();
        await using var bank = await Sink.StartAsync();
        var settings = ServerSettings.WithEndpoint(ServerSettings.Production(shared.NewAccount()), Endpoint, bank.Url, "*");
        ServerSettings.WithOz(settings, oz);
        await using var server = await ServerProcess.StartAsync(settings);

        foreach (var page in Page.All.Where(static page => page.Path.StartsWith("docs/", StringComparison.Ordinal)))
        {
            _placeholders["<folder>"] = Path.GetFileNameWithoutExtension(page.Path);
            using var posted = await server.PostAsync(new StringContent($$"""{"folder_id":"{{_placeholders["<folder>"]}}","meta_data":{"transaction_id":"t-1"},"resolution_status":"PROCESSING"}"""));
            _placeholders["<run>"] = (await RunAsync(server, "POST", $"deliveries/replay?endpoint={Endpoint}&dryRun=true"))!;

            var lines = Lines().Matches(page.Text);
            Assert.Equal(page.Text.Split('\n').Count(static line => line.TrimStart().StartsWith("curl ", StringComparison.Ordinal)), lines.Count);
            foreach (Match line in lines)
            {
                var method = line.Groups["method"].Value is { Length: > 0 } named ? named : "GET";
                var path = _placeholders.Aggregate(line.Groups["path"].Value, static (path, filled) => path.Replace(filled.Key, filled.Value, StringComparison.Ordinal));
                if (await RunAsync(server, method, path) is { } run && path.StartsWith("reconcile", StringComparison.Ordinal))
                {
                    _placeholders["<dry run>"] = run;
                }
            }
        }
    }

    // A run must complete before the next line, because some kinds of run are exclusive.
    private static async Task<string?> RunAsync(ServerProcess server, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "x-oz-admin-key", ServerSettings.AdminKey } } };
        using var response = await server.Client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} was answered {(int)response.StatusCode}: {text}");
        if (response.StatusCode is not HttpStatusCode.Accepted)
        {
            return null;
        }

        var run = (string)JsonNode.Parse(text)!["runId"]!;
        await server.EndOfRunAsync(run);
        return run;
    }

    [GeneratedRegex("""^ *curl (?:-O -J )?(?:-X (?<method>[A-Z]+) )?(?:"\$\{keys\[@\]\}" )?"\$api/(?<path>[^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
