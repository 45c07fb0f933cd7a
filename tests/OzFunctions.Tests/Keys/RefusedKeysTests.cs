using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Telemetry;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Telemetry;
using OzFunctions.Web;
using OzFunctions.Web.Keys;

namespace OzFunctions.Tests.Keys;

/// <summary>The log entries for requests without a valid key.</summary>
public sealed class RefusedKeysTests : IDisposable
{
    private const string Wrong = "wrong-4711";

    private readonly FakeTimeProvider _clock = new();
    private readonly LogInMemory<RefusedKeys> _log = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricsInMemory _metrics;
    private readonly RefusedKeys _refused;
    private readonly KeyGuard _keys;
    private readonly AdminGuard _admins;

    public RefusedKeysTests()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _metrics = new MetricsInMemory(factory);
        _refused = new RefusedKeys(new OzMetrics(factory), _clock, _log);
        var options = Options.Create(new KeyOptions { Webhook = ["webhook-key"], Read = ["read-key"], Admin = new Dictionary<string, string> { ["alice"] = "admin-key" } });
        _keys = new KeyGuard(options, _refused);
        _admins = new AdminGuard(options, new ProductionEnvironment(), _refused);
    }

    public void Dispose()
    {
        _refused.Dispose();
        _metrics.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task AdminKey_ThatIsWrongOrMissing_IsLoggedWithRouteAndAddressAndCounted()
    {
        await ActAsync(Request("DELETE", admin: Wrong));
        await ActAsync(Request("DELETE", admin: null));
        await ActAsync(Request("DELETE", admin: "admin-key"));

        Assert.Equal(
            [
                (LogLevel.Warning, "DELETE folders/{id} from 203.0.113.7 was answered with 401: it has a wrong admin key."),
                (LogLevel.Warning, "DELETE folders/{id} from 203.0.113.7 was answered with 401: it has no admin key."),
            ],
            _log.Lines);
        Assert.Equal((1, 1), (Sum("admin", "wrong"), Sum("admin", "missing")));
    }

    [Theory]
    [InlineData(KeyLevel.Webhook, "webhook", "read-key")]
    [InlineData(KeyLevel.Read, "read", "webhook-key")]
    [InlineData(KeyLevel.Admin, "read", "admin-key")]
    public void RouteKey_ThatIsWrongOrMissing_IsLoggedAndCountedUnderItsLevel(KeyLevel level, string word, string wrong)
    {
        Assert.False(_keys.Opens(Request("GET", key: wrong), Routes.Folder, level));
        Assert.False(_keys.Opens(Request("GET"), Routes.Folder, level));
        Assert.True(_keys.Opens(Request("GET"), Routes.Folder, KeyLevel.Anonymous));

        Assert.Equal((1, 1), (Sum(word, "wrong"), Sum(word, "missing")));
        Assert.Equal(2, _log.Lines.Count);
        Assert.All(_log.Lines, line => Assert.EndsWith($" {word} key.", line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requests_ThatAreMany_AreAllCountedAndNotAllLogged()
    {
        for (var i = 0; i < 1_000; i++)
        {
            await ActAsync(Request("DELETE", admin: Wrong));
        }

        Assert.Equal((1_000, 10), (Sum("admin", "wrong"), _log.Lines.Count));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((LogLevel.Warning, "990 more requests without a valid admin key were answered with 401 within 60 s."), _log.Lines.Last());

        await ActAsync(Request("DELETE", admin: Wrong));
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(12, _log.Lines.Count);
    }

    [Fact]
    public async Task Flood_OfOneLevel_HidesNoOther()
    {
        for (var i = 0; i < 100; i++)
        {
            _keys.Opens(Request("GET", key: Wrong), Routes.Folder, KeyLevel.Read);
        }

        await ActAsync(Request("DELETE", admin: Wrong));

        Assert.EndsWith("a wrong admin key.", _log.Lines.Last().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("198.51.100.4:53122, 10.0.0.1", "203.0.113.7 (X-Forwarded-For: 198.51.100.4:53122, 10.0.0.1)")]
    [InlineData("[2001:db8::1]:443", "203.0.113.7 (X-Forwarded-For: [2001:db8::1]:443)")]
    [InlineData("\n2026 FAIL forged line", "203.0.113.7")]
    [InlineData(Wrong, "203.0.113.7")]
    [InlineData("", "203.0.113.7")]
    public async Task Address_IsTheConnectionsAndWhatIsClaimedOnlyWhereItIsAddresses(string forwarded, string address)
    {
        var request = Request("DELETE", admin: Wrong);
        request.Headers["X-Forwarded-For"] = forwarded;

        await ActAsync(request);

        Assert.Equal($"DELETE folders/{{id}} from {address} was answered with 401: it has a wrong admin key.", Assert.Single(_log.Lines).Text);
    }

    [Fact]
    public async Task Keys_AreNeverLogged()
    {
        await ActAsync(Request("DELETE", key: Wrong, admin: Wrong));
        _keys.Opens(Request("GET", key: Wrong), Routes.Folder, KeyLevel.Read);

        Assert.Equal(2, _log.Lines.Count);
        Assert.All(_log.Lines, static line => Assert.DoesNotContain("4711", line.Text, StringComparison.Ordinal));
    }

    private double Sum(string key, string given) => _metrics.Sum("ozfunctions.keys.refused", ("key", key), ("given", given));

    private Task<IResult> ActAsync(HttpRequest request) => _admins.RunAsync(request, Routes.Folder, static (_, _) => Task.FromResult(Results.NoContent()));

    private static HttpRequest Request(string method, string? key = null, string? admin = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
        context.Request.Method = method;
        context.Request.Path = "/api/folders/4711";
        context.Request.QueryString = key is null ? default : new QueryString($"?code={key}");
        context.Request.Headers[AdminGuard.Header] = admin;
        return context.Request;
    }
}
