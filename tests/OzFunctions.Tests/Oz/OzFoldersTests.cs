using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.OzSimulator;
using OzFunctions.Storage.Oz;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web;

namespace OzFunctions.Tests.Oz;

/// <summary>The client of Oz's API, with a server that behaves like Oz, and one that does not.</summary>
public sealed class OzFoldersTests : IAsyncLifetime
{
    private readonly List<ServiceProvider> _providers = [];
    private SimulatedOz _oz = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _oz = await SimulatedOz.StartAsync();
        _oz.Folders["f1"] = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", updated: 5)], "FINISHED", "DECLINED", updated: 6);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }

        await _oz.DisposeAsync();
    }

    [Fact]
    public async Task Folder_IsReadWithItsAnalyses()
    {
        var told = await Client().FindAsync("f1", Token);

        Assert.Equal("f1", told!.FolderId);
        Assert.True(told.HasAnalyses);
        Assert.Equal("a", Assert.Single(told.Records.Analyses).AnalysisId);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(6), told.Records.LatestTime);
    }

    [Theory]
    [InlineData("\\r\\nX-Injected: 1")]
    [InlineData("\\u0000")]
    [InlineData("\\u00e9")]
    public async Task Token_ThatNoHeaderTakes_IsAnErrorOfOz(string part)
    {
        _oz.Fault = async context =>
        {
            await context.Response.WriteAsync($$"""{"access_token":"secret{{part}}"}""");
            return true;
        };

        var e = await Assert.ThrowsAsync<OzUnavailableException>(() => Client().FindAsync("f1", Token));

        Assert.Equal("Oz's response to a login has no token that can be sent in a header.", e.Message);
    }

    [Theory]
    [InlineData(404, 10)]
    [InlineData(400, 4)]
    public async Task Folder_ThatOzDoesNotKnow_IsNull(int status, int code)
    {
        _oz.Fault = context => AnswerAsync(context, status, $$"""{"error_code":{{code}},"error_message":"x","details":null}""");

        Assert.Null(await Client().FindAsync("f1", Token));
    }

    [Theory]
    [InlineData(404, "<html>Not found</html>")]
    [InlineData(500, """{"error_code":0}""")]
    [InlineData(500, """{"error_code":5}""")]
    [InlineData(503, "")]
    public async Task Folder_WithAnEmptyResponse_IsNotUnknown(int status, string body)
    {
        _oz.Fault = context => AnswerAsync(context, status, body);

        await Assert.ThrowsAsync<OzUnavailableException>(() => Client().FindAsync("f1", Token));
    }

    [Theory]
    [InlineData(403, """{"error_code":9}""")]
    [InlineData(405, "")]
    [InlineData(501, """{"error_code":2}""")]
    [InlineData(302, "")]
    public async Task Folder_ThatOzWillNotShow_IsRefused(int status, string body)
    {
        _oz.Fault = context => AnswerAsync(context, status, body);

        await Assert.ThrowsAsync<OzRefusedException>(() => Client().FindAsync("f1", Token));
    }

    [Fact]
    public async Task List_IsAskedForInWholeSecondsSortedAndWithAnalyses()
    {
        string? query = null;
        _oz.Fault = context =>
        {
            query = context.Request.Method == "GET" ? Uri.UnescapeDataString($"{context.Request.QueryString}") : query;
            return Task.FromResult(false);
        };
        _oz.Folders["f1"]["time_created"] = 5.0;

        var page = await Client().ListAsync(
            new OzListing(OzTimeField.Updated, DateTimeOffset.UnixEpoch.AddSeconds(4.9), DateTimeOffset.UnixEpoch.AddSeconds(9)) { CreatedFrom = DateTimeOffset.UnixEpoch.AddSeconds(1), CreatedTo = DateTimeOffset.UnixEpoch.AddSeconds(8), Offset = 0, Limit = 10 }, Token);

        Assert.Equal("?time_updated.min=4&time_updated.max=9&sorting=time_updated{asc}&offset=0&limit=10&with_analyses=true&total_omit=true&time_created.min=1&time_created.max=8", query);
        Assert.Equal("a", Assert.Single(Assert.Single(page.Items).Payload!.Records.Analyses).AnalysisId);
    }

    [Fact]
    public async Task Login_IsSharedByConcurrentRequests()
    {
        var client = Client();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => client.FindAsync("f1", Token)));

        Assert.Equal((1, 31), (_oz.Logins, _oz.Requests));
    }

    [Fact]
    public async Task EndedSession_IsRecreatedOnce()
    {
        var client = Client();
        await client.FindAsync("f1", Token);
        _oz.EndAllSessions();

        var told = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.FindAsync("f1", Token)));

        Assert.All(told, Assert.NotNull);
        Assert.Equal((2, 0), (_oz.Logins, _oz.Renewals));
    }

    [Fact]
    public async Task Session_ThatIsAboutToEnd_IsRenewedOnceForAll()
    {
        _oz.TokensLast = TimeSpan.FromSeconds(30);
        var client = Client();
        await client.FindAsync("f1", Token);
        _oz.TokensLast = TimeSpan.FromMinutes(15);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.FindAsync("f1", Token)));

        Assert.Equal((1, 1), (_oz.Logins, _oz.Renewals));
    }

    [Fact]
    public async Task Account_ThatOzRefuses_IsNamedWithoutItsPassword()
    {
        var e = await Assert.ThrowsAsync<OzUnavailableException>(() => Client(("Oz:Password", "wrong-password-4711")).FindAsync("f1", Token));

        Assert.Contains("Check Oz:Email and Oz:Password", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", $"{e}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overload_IsNotRetriedButReportedWithItsDelay()
    {
        var client = Client();
        await client.FindAsync("f1", Token);
        _oz.Fault = static context =>
        {
            context.Response.Headers.RetryAfter = "7";
            return AnswerAsync(context, 429, "");
        };

        var e = await Assert.ThrowsAsync<OzUnavailableException>(() => client.FindAsync("f1", Token));

        Assert.Equal(TimeSpan.FromSeconds(7), e.RetryAfter);
        Assert.Equal(3, _oz.Requests);
    }

    [Fact]
    public async Task Fault_OfTheServer_IsRetriedTwice()
    {
        var faults = 2;
        _oz.Fault = context => context.Request.Method == "GET" && faults-- > 0 ? AnswerAsync(context, 503, "") : Task.FromResult(false);
        Assert.NotNull(await Client().FindAsync("f1", Token));

        faults = 3;
        await Assert.ThrowsAsync<OzUnavailableException>(() => Client().FindAsync("f1", Token));
    }

    [Fact]
    public async Task Answer_ThatIsNoFolder_IsAPayloadException()
    {
        _oz.Fault = static context => context.Request.Method == "GET" ? AnswerAsync(context, 200, "<html>") : Task.FromResult(false);

        await Assert.ThrowsAsync<PayloadException>(() => Client().FindAsync("f1", Token));
    }

    [Fact]
    public async Task Answer_ThatDoesNotCome_IsUnavailable()
    {
        _oz.Fault = static async context =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            return true;
        };

        await Assert.ThrowsAsync<OzUnavailableException>(() => Client(("Oz:Timeout", "00:00:00.2")).FindAsync("f1", Token));
    }

    [Fact]
    public async Task Answer_WithoutEnd_IsCut()
    {
        _oz.Fault = static async context =>
        {
            if (context.Request.Method != "GET")
            {
                return false;
            }

            var junk = new byte[64 * 1024];
            while (true)
            {
                await context.Response.Body.WriteAsync(junk, context.RequestAborted);
            }
        };

        var e = await Assert.ThrowsAsync<OzRefusedException>(() => Client().FindAsync("f1", Token));
        Assert.Contains("larger than 16 MiB", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnreachableServer_IsUnavailable() =>
        await Assert.ThrowsAsync<OzUnavailableException>(() => Client(("Oz:BaseUrl", $"http://127.0.0.1:{Downstream.FreePort.Find()}")).FindAsync("f1", Token));

    [Fact]
    public async Task CancelledCaller_IsCancelled()
    {
        using var patience = new CancellationTokenSource();
        _oz.Fault = async context =>
        {
            // A login goes on without its caller.
            if (context.Request.Method == "GET")
            {
                await patience.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }

            return context.Request.Method == "GET";
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client().FindAsync("f1", patience.Token));
    }

    private static async Task<bool> AnswerAsync(HttpContext context, int status, string body)
    {
        if (context.Request.Method == "GET")
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
            return true;
        }

        return false;
    }

    private IOzFolders Client(params (string Name, string Value)[] settings)
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Oz:BaseUrl"] = $"{_oz.Url}",
            ["Oz:Email"] = SimulatedOz.Email,
            ["Oz:Password"] = SimulatedOz.Password,
            ["Oz:AllowHttp"] = "true",
            ["Oz:RequestsPerSecond"] = "1000",
            ["Webhook:Mode"] = "Verify",
        };
        foreach (var (name, value) in settings)
        {
            configuration[name] = value;
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        services.AddSingleton<IHostEnvironment>(new ProductionEnvironment());
        services.AddSingleton<IOzConditionStore>(new OzConditionStore(new FakeTableClient { Exists = true }));
        var provider = services.AddOzWeb().BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<IOzFolders>();
    }
}
