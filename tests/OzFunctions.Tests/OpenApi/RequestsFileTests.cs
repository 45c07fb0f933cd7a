using System.Net;
using System.Text;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.FunctionsApp;
using OzFunctions.Tests.Storage.Azurite;
using OzFunctions.Web;

namespace OzFunctions.Tests.OpenApi;

/// <summary>Sends the requests in <c>tests/http/requests.http</c> as an editor does.</summary>
[StartsProcesses]
public sealed class RequestsFileTests(AzuriteFixture azurite)
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "http", "requests.http"));

    private static readonly Dictionary<string, string> Variables = Lines
        .Where(static line => line.StartsWith('@'))
        .Select(static line => line[1..].Split(" = "))
        .ToDictionary(static pair => pair[0], static pair => pair[1]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_CoverEveryRoute()
    {
        var named = Requests().Select(static request => (request.Method, Path: request.Path.Split('?')[0]))
            .Select(static request => $"{request.Method} {request.Path.Replace("{{folder}}", "{id}", StringComparison.Ordinal).Replace("{{run}}", "{id}", StringComparison.Ordinal).Replace("{{endpoint}}", "{name}", StringComparison.Ordinal).Replace("{{type}}", "{type}", StringComparison.Ordinal)}")
            .Distinct();

        var served = (await ParityTests.OperationsAsync()).Where(static served => served.Pattern != Routes.DashboardFile)
            .Select(static served => $"{served.Method} {{{{api}}}}/{served.Pattern}");

        Assert.Equal(served.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Requests_SentInOrder_Succeed()
    {
        await using var bank = await Sink.StartAsync();
        var settings = new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.NewAccount() };
        await using var server = await ServerProcess.StartAsync(ServerSettings.WithEndpoint(settings, Variables["endpoint"], bank.Url), "--environment", "Development");

        foreach (var (method, path, body) in Requests())
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Filled(path).Replace(Variables["api"], $"{server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}/api", StringComparison.Ordinal));
            request.Content = body.Length == 0 ? null : new StringContent(Filled(body), Encoding.UTF8, "application/json");
            using var response = await server.Client.SendAsync(request, Token);

            // No Oz account is configured, and no run has the example id.
            var expected = path.Contains("/runs/", StringComparison.Ordinal) ? HttpStatusCode.NotFound
                : path.EndsWith("/reconcile", StringComparison.Ordinal) ? HttpStatusCode.Conflict
                : response.StatusCode is HttpStatusCode.Accepted ? HttpStatusCode.Accepted : HttpStatusCode.OK;
            Assert.True(expected == response.StatusCode, $"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Token)}");
        }
    }

    private static string Filled(string text) => Variables.Aggregate(text, static (filled, variable) => filled.Replace($"{{{{{variable.Key}}}}}", variable.Value, StringComparison.Ordinal));

    private static IEnumerable<(string Method, string Path, string Body)> Requests()
    {
        foreach (var request in string.Join('\n', Lines).Split("\n###").Skip(1))
        {
            var lines = request.Split('\n')[1..];
            var first = lines[0].Split(' ');
            yield return (first[0], first[1], string.Join('\n', lines.SkipWhile(static line => line.Length > 0)).Trim());
        }
    }
}
