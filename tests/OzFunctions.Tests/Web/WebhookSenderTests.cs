using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Verifiers;

namespace OzFunctions.Tests.Web;

/// <summary>Single delivery attempts with a real server.</summary>
public sealed class WebhookSenderTests
{
    [Fact]
    public async Task Notification_ArrivesWithItsHeadersAndItsVeryBytes()
    {
        await using var sink = await Sink.StartAsync();
        sink.Answer = static (context, _) => context.Response.WriteAsync("thank\nyou");

        var answer = await SendAsync(sink.Url);

        var received = Assert.Single(sink.All);
        Assert.Equal(SingleEndpoint.Body, received.Body);
        Assert.Equal("application/json", received.Headers["content-type"]);
        Assert.Equal(("msg_1", "1793534400", "v1,x"), (received.Headers["webhook-id"], received.Headers["webhook-timestamp"], received.Headers["webhook-signature"]));
        Assert.StartsWith("OzFunctions/", received.Headers["user-agent"], StringComparison.Ordinal);
        Assert.Equal(new AttemptResult(200, Body: "thank you"), answer);
        Assert.True(answer.IsSuccess);
    }

    [Fact]
    public async Task WebhookThatAsksForCloudEvents_GetsThemSigned()
    {
        await using var sink = await Sink.StartAsync();
        using var endpoint = new SingleEndpoint(sink.Url);

        var answer = await endpoint.SendAsync(NotificationFormat.CloudEvents);

        Assert.True(answer.IsSuccess);
        var received = Assert.Single(sink.All);
        Assert.Equal(CloudEvent.MediaType, received.Headers["content-type"]);
        Assert.Equal(("1.0", received.Id, "/ozfunctions/folders/f1"), ((string?)received.Json["specversion"], (string?)received.Json["id"], (string?)received.Json["source"]));
        Assert.True(VerifySignature.IsGenuine(Endpoints.Secret, received.Headers, received.Body, Payloads.Now));
    }

    [Theory]
    [InlineData(204, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    [InlineData(404, false)]
    [InlineData(410, false)]
    [InlineData(500, false)]
    public async Task Status_OnlyOf2xx_IsSuccess(int status, bool expected)
    {
        await using var sink = await Sink.StartAsync();
        sink.Always(status);

        var answer = await SendAsync(sink.Url);

        Assert.Equal((status, expected), (answer.Status, answer.IsSuccess));
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var other = await Sink.StartAsync();
        await using var sink = await Sink.StartAsync();
        sink.Answer = (context, _) =>
        {
            context.Response.Redirect($"{other.Url}", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };

        var answer = await SendAsync(sink.Url);

        Assert.Equal(307, answer.Status);
        Assert.Empty(other.All);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Sun, 01 Nov 2026 12:05:00 GMT", 300)]
    [InlineData("0", 0)]
    [InlineData("2147483647", 86_400)]
    [InlineData("2147483648", 86_400)]
    [InlineData("99999999999999999999999999999999", 86_400)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 86_400)]
    [InlineData("Sun, 01 Nov 2026 11:00:00 GMT", null)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    public async Task RetryAfter_IsReadAsSecondsOrAsATimeAndCappedAtADay(string header, int? expectedSeconds)
    {
        await using var sink = await Sink.StartAsync();
        sink.Answer = (context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = header;

            // A time is of the receiver's clock, which may differ from ours.
            context.Response.Headers.Date = "Sun, 01 Nov 2026 12:00:00 GMT";
            return Task.CompletedTask;
        };

        var answer = await SendAsync(sink.Url);

        Assert.Equal(expectedSeconds, (int?)answer.RetryAfter?.TotalSeconds);
        Assert.True(answer.IsOverload);
    }

    [Fact]
    public async Task HangingServer_TimesOut()
    {
        await using var sink = await Sink.StartAsync();
        sink.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        var answer = await SendAsync(sink.Url, timeout: TimeSpan.FromSeconds(1));

        Assert.Equal((null, true, "no complete response within 1 s"), (answer.Status, answer.TimedOut, answer.Error));
    }

    [Fact]
    public async Task SlowResponse_TimesOut()
    {
        await using var sink = await Sink.StartAsync();
        sink.Answer = static async (context, _) =>
        {
            while (true)
            {
                await context.Response.WriteAsync(".", context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, context.RequestAborted);
            }
        };

        var answer = await SendAsync(sink.Url, timeout: TimeSpan.FromSeconds(1));

        Assert.True(answer.TimedOut);
        Assert.False(answer.IsSuccess);
    }

    [Fact]
    public async Task EndlessResponse_IsCutAndIsAFailure()
    {
        await using var sink = await Sink.StartAsync();
        var junk = new byte[16 * 1024];
        junk.AsSpan().Fill((byte)'x');
        sink.Answer = async (context, _) =>
        {
            while (true)
            {
                await context.Response.Body.WriteAsync(junk, context.RequestAborted);
            }
        };

        var answer = await SendAsync(sink.Url);

        Assert.Null(answer.Status);
        Assert.Equal("the response (HTTP 200) is longer than 64 KiB", answer.Error);
        Assert.Equal(AttemptResult.MaxBodyBytes, answer.Body!.Length);
    }

    [Fact]
    public async Task ConnectionThatIsCut_IsAFailureWithAReason()
    {
        await using var sink = await Sink.StartAsync();
        sink.Answer = static (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var answer = await SendAsync(sink.Url);

        Assert.Null(answer.Status);
        Assert.Matches("^the (connection failed|response was incomplete) ", answer.Error);
    }

    [Fact]
    public async Task UnreachableServer_IsAFailureWithAReason()
    {
        Assert.Equal("the connection was refused", (await SendAsync(new Uri($"http://127.0.0.1:{FreePort.Find()}/"))).Error);
    }

    [Fact]
    public async Task NameThatDoesNotExist_IsAFailureWithAReason() =>
        Assert.Equal("the name cannot be resolved", (await SendAsync(new Uri("https://nobody.invalid/"))).Error);

    [Fact]
    public async Task ServerWithoutTls_IsAFailureWithAReason()
    {
        await using var sink = await Sink.StartAsync();

        Assert.Equal("TLS failed: the server does not speak TLS", (await SendAsync(new UriBuilder(sink.Url) { Scheme = "https" }.Uri)).Error);
    }

    [Fact]
    public async Task SelfSignedCertificate_IsAFailureWithAReason()
    {
        using var certificate = Certificates.SelfSigned("localhost");
        await using var sink = await Sink.StartAsync(listen => listen.UseHttps(certificate));

        Assert.Equal("TLS failed: the certificate is self-signed and not trusted by this system", (await SendAsync(new Uri($"https://localhost:{sink.Port}/"))).Error);
        Assert.Empty(sink.All);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task AddressThatIsNotAllowed_IsNeverConnectedTo(string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var answer = await SendAsync(new Uri($"https://{host}:{port}/"), networks: []);

        Assert.Equal("The address behind the endpoint's name is not allowed", answer.Error);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Proxy_IsSentThrough()
    {
        await using var proxy = await Sink.StartAsync();

        var answer = await SendAsync(new Uri("http://bank.example/hooks"), networks: [], proxy: new Uri(proxy.Url.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(200, answer.Status);
        Assert.Equal("bank.example", Assert.Single(proxy.All).Headers["host"]);
    }

    [Theory]
    [InlineData("http://bank.example/hooks")]
    [InlineData("https://bank.example/hooks")]
    public async Task Proxy_ThatAsksForCredentials_GetsThem(string url)
    {
        await using var proxy = await Sink.StartAsync();
        proxy.Answer = static (context, _) =>
        {
            if (!context.Request.Headers.ContainsKey("Proxy-Authorization"))
            {
                context.Response.StatusCode = 407;
                context.Response.Headers.ProxyAuthenticate = "Basic realm=\"bank\"";
            }

            return Task.CompletedTask;
        };

        var answer = await SendAsync(new Uri(url), networks: [], proxy: new Uri($"http://user:p%40ss@127.0.0.1:{proxy.Port}"));

        Assert.Equal("Basic " + Convert.ToBase64String("user:p@ss"u8), proxy.All.Last().Headers["proxy-authorization"]);
        Assert.Equal(2, proxy.All.Count);

        // The server behind this proxy's tunnel does not speak TLS.
        Assert.Equal(url.StartsWith("https", StringComparison.Ordinal) ? null : 200, answer.Status);
        Assert.DoesNotContain("p@ss", answer.Error ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_ThatRefusesTheCredentials_IsAFailureThatDoesNotShowThem()
    {
        await using var proxy = await Sink.StartAsync();
        proxy.Answer = static (context, _) =>
        {
            context.Response.StatusCode = 407;
            context.Response.Headers.ProxyAuthenticate = "Basic realm=\"bank\"";
            return Task.CompletedTask;
        };

        var answer = await SendAsync(new Uri("https://bank.example/hooks"), networks: [], proxy: new Uri($"http://user:p%40ss@127.0.0.1:{proxy.Port}"));

        Assert.Equal((null, "the proxy refused"), (answer.Status, answer.Error));
    }

    private static async Task<AttemptResult> SendAsync(
        Uri url,
        string[]? networks = null,
        Uri? proxy = null,
        TimeSpan? timeout = null)
    {
        using var endpoint = new SingleEndpoint(url, networks, proxy, timeout);
        return await endpoint.SendAsync();
    }
}
