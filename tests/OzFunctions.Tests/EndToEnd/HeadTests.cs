using System.Net;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.FunctionsApp;
using OzFunctions.Web;
using OzFunctions.Web.Keys;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>HEAD requests, probes of the webhook route, and cache headers.</summary>
[StartsProcesses]
public sealed class HeadTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] Cached = [Routes.Dashboard, Routes.DashboardFile, Routes.OpenApi, Routes.AsyncApi, Routes.Schema];

    // A body of unknown length is sent in chunks; a response without a body is not.
    private static readonly string[] OfTheBody = ["Date", "Transfer-Encoding", "Content-Length"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Head_OfEveryRoute_IsAnsweredAsGetWithoutABody()
    {
        await fixture.Server.PostAsync(new StringContent("""{"folder_id":"headed"}"""));
        var routes = (await ParityTests.ServedAsync()).Where(static route => route.Methods.Contains("GET") && route.Pattern != Routes.OzWebhooks).ToList();

        Assert.InRange(routes.Count, 15, 50);
        foreach (var route in routes)
        {
            var path = PathOf(route.Pattern);
            using var got = await SendAsync(HttpMethod.Get, path);
            var headed = await RawConnection.SendAsync(
                fixture.Server, $"HEAD /api/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nx-functions-key: {ServerSettings.ReadKey}\r\nx-oz-admin-key: {ServerSettings.AdminKey}\r\n\r\n");

            Assert.True((int)got.StatusCode == RawConnection.StatusOf(headed), $"{path}: {headed}");
            Assert.EndsWith("\r\n\r\n", headed, StringComparison.Ordinal);
            Assert.Equal(headed.IndexOf("\r\n\r\n", StringComparison.Ordinal), headed.Length - 4);
            Assert.Equal(NamesOf(got), NamesOf(headed));
        }
    }

    [Fact]
    public async Task Answers_AboutFolders_AreNotStoredByCaches()
    {
        foreach (var route in (await ParityTests.ServedAsync()).Where(static route => !Cached.Contains(route.Pattern)))
        {
            foreach (var method in route.Methods)
            {
                using var stranger = new HttpClient { BaseAddress = fixture.Server.Client.BaseAddress };
                using var refused = await stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), PathOf(route.Pattern)), Token);
                using var answered = method is "GET" or "HEAD" ? await SendAsync(new HttpMethod(method), PathOf(route.Pattern)) : null;

                Assert.Equal((route.Pattern, route.Level is KeyLevel.Anonymous, "no-store"), (route.Pattern, refused.StatusCode != HttpStatusCode.Unauthorized, $"{refused.Headers.CacheControl}"));
                Assert.Equal((route.Pattern, "no-store"), (route.Pattern, $"{answered?.Headers.CacheControl ?? refused.Headers.CacheControl}"));
            }
        }

        using var unknown = await SendAsync(HttpMethod.Get, "folders/nobody");
        using var wrong = await SendAsync(HttpMethod.Get, "folders/nobody/history?limit=0");
        Assert.Equal((HttpStatusCode.NotFound, "no-store"), (unknown.StatusCode, $"{unknown.Headers.CacheControl}"));
        Assert.Equal((HttpStatusCode.BadRequest, "no-store"), (wrong.StatusCode, $"{wrong.Headers.CacheControl}"));
    }

    [Theory]
    [InlineData("dashboard", "no-cache")]
    [InlineData("dashboard/dashboard.css", "no-cache")]
    [InlineData("openapi.json", "")]
    [InlineData("asyncapi.json", "")]
    [InlineData("schemas/endpoint.test.json", "")]
    public async Task Files_MayBeCachedAsBefore(string path, string expected)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);

        Assert.Equal((HttpStatusCode.OK, expected), (answer.StatusCode, $"{answer.Headers.CacheControl}"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Probe_OfTheWebhookRoute_NeedsItsKeyAndDoesNothing(string method)
    {
        using var stranger = new HttpClient { BaseAddress = fixture.Server.Client.BaseAddress };
        foreach (var (key, status) in new[] { (ServerSettings.WebhookKey, HttpStatusCode.NoContent), (ServerSettings.ReadKey, HttpStatusCode.Unauthorized), ("", HttpStatusCode.Unauthorized) })
        {
            // A probe may have a body.
            using var request = new HttpRequestMessage(new HttpMethod(method), $"oz/webhooks?code={key}&probe=1") { Content = new StringContent("""{"folder_id":"probed"}""") };
            using var answer = await stranger.SendAsync(request, Token);

            Assert.Equal(status, answer.StatusCode);
        }

        using var folder = await SendAsync(HttpMethod.Get, "folders/probed");
        Assert.Equal(HttpStatusCode.NotFound, folder.StatusCode);
    }

    private static string PathOf(string pattern) => pattern
        .Replace("{id}", "headed", StringComparison.Ordinal)
        .Replace("{name}", "headed", StringComparison.Ordinal)
        .Replace("{file}", "dashboard.css", StringComparison.Ordinal)
        .Replace("{type}", "endpoint.test", StringComparison.Ordinal);

    private static IEnumerable<string> NamesOf(HttpResponseMessage answer) => Ordered(answer.Headers.Concat(answer.Content.Headers).Select(static header => header.Key));

    private static IEnumerable<string> NamesOf(string answer) =>
        Ordered(answer.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line => line.Split(':')[0]).Except(["Connection"]));

    private static IEnumerable<string> Ordered(IEnumerable<string> names) => names.Except(OfTheBody, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = fixture.Server.Client.BaseAddress };
        using var request = new HttpRequestMessage(method, path) { Headers = { { "x-functions-key", ServerSettings.ReadKey }, { "x-oz-admin-key", ServerSettings.AdminKey } } };
        return await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, Token);
    }
}
