using System.Net;
using System.Text.RegularExpressions;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Serving of the dashboard's files.</summary>
[StartsProcesses]
public sealed partial class DashboardFileTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_NeedsNoKey_AndAllowsNothingButItsOwnFiles()
    {
        using var stranger = Stranger();
        using var response = await stranger.GetAsync("dashboard", Token);

        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (response.StatusCode, $"{response.Content.Headers.ContentType}"));
        var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
        Assert.All((string[])["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"], part => Assert.Contains(part, policy, StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Files_ThatThePageNames_AreAllServedAndNothingElseIs()
    {
        using var stranger = Stranger();
        var known = new HashSet<string>();
        var open = new Queue<string>(References().Matches(await stranger.GetStringAsync("dashboard", Token)).Select(static match => match.Groups[1].Value));
        while (open.TryDequeue(out var name))
        {
            if (known.Add(name))
            {
                using var response = await stranger.GetAsync($"dashboard/{name}", Token);
                Assert.True(response.IsSuccessStatusCode, name);
                var text = await response.Content.ReadAsStringAsync(Token);
                Imports().Matches(text).Select(static match => match.Groups[1].Value).ToList().ForEach(open.Enqueue);
            }
        }

        Assert.Contains("dashboard.css", known);
        Assert.Contains("dom.js", known);
        foreach (var name in (string[])["index.html", "nothing.js", "..%2Fdashboard", "App.js", "dashboard%2Fapp.js", "%00"])
        {
            Assert.InRange((int)(await stranger.GetAsync($"dashboard/{name}", Token)).StatusCode, 400, 404);
        }
    }

    [Fact]
    public async Task File_ThatIsKnown_IsNotSentAgain()
    {
        using var stranger = Stranger();
        using var first = await stranger.GetAsync("dashboard/app.js", Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "dashboard/app.js") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        using var again = await stranger.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.True(first.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task Address_WithATrailingSlash_RedirectsToTheOneWithout()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var stranger = new HttpClient(handler);

        using var response = await stranger.GetAsync(new Uri(fixture.Server.Client.BaseAddress!, "dashboard/"), Token);

        Assert.Equal((HttpStatusCode.PermanentRedirect, "/api/dashboard"), (response.StatusCode, $"{response.Headers.Location}"));
    }

    private HttpClient Stranger() => new() { BaseAddress = fixture.Server.Client.BaseAddress };

    [GeneratedRegex("(?:src|href)=\"dashboard/([^\"]+)\"")]
    private static partial Regex References();

    [GeneratedRegex("from '\\./([^']+)'")]
    private static partial Regex Imports();
}
