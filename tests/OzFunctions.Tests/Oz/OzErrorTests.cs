using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Reconciliation;
using OzFunctions.OzSimulator;
using OzFunctions.Web.Oz;

namespace OzFunctions.Tests.Oz;

/// <summary>Oz's error code, not its HTTP status, decides what an error means.</summary>
public sealed class OzErrorTests : IAsyncLifetime
{
    private OzBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await OzBench.StartAsync();
        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    public async ValueTask DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData(500, 11)]
    [InlineData(501, 11)]
    [InlineData(502, 11)]
    [InlineData(400, 11)]
    [InlineData(500, 0)]
    [InlineData(200 + 200, 12)]
    [InlineData(503, null)]
    public async Task Failure_OfOz_IsRepeatedTwiceAndMayBeAskedAgain(int status, int? code)
    {
        _bench.Oz.Refusal = new OzRefusal(status, code, "\"a plain string\"");

        Assert.IsType<OzUnavailableException>(await FailAsync());

        Assert.Equal(3, _bench.Oz.Requests - 2);
    }

    [Theory]
    [InlineData(501, 2)]
    [InlineData(500, 2)]
    [InlineData(405, 1)]
    [InlineData(500, 3)]
    [InlineData(500, 9)]
    [InlineData(502, 13)]
    [InlineData(400, 14)]
    [InlineData(416, 16)]
    [InlineData(400, 201)]
    [InlineData(400, 202)]
    [InlineData(400, 203)]
    [InlineData(503, 221)]
    public async Task Request_WithAPermanentError_IsSentOnce(int status, int code)
    {
        _bench.Oz.Refusal = new OzRefusal(status, code, "{\"name\":\"secret-4711\"}") { DetailsName = "details" };

        var e = Assert.IsType<OzRefusedException>(await FailAsync());

        Assert.Equal(1, _bench.Oz.Requests - 2);
        Assert.Equal($"Oz answered {status} (code {code}) to a request for a folder.", e.Message);
    }

    [Theory]
    [InlineData(500, 17)]
    [InlineData(500, 0)]
    [InlineData(500, null)]
    [InlineData(400, null)]
    [InlineData(400, 3)]
    [InlineData(400, 5)]
    [InlineData(404, 10)]
    [InlineData(502, 11)]
    public async Task Error_ToARequestForAList_MayBeOfOneFolder(int status, int? code)
    {
        _bench.Oz.Refusal = new OzRefusal(status, code);

        Assert.True(Assert.IsType<OzUnavailableException>(await FailAsync(ListAsync)) is { MayBeOfOneFolder: true, IsGeneral: false });
    }

    [Theory]
    [InlineData(401, 6)]
    [InlineData(401, null)]
    [InlineData(403, null)]
    [InlineData(403, 9)]
    [InlineData(500, 9)]
    [InlineData(405, 1)]
    [InlineData(403, 211)]
    [InlineData(429, null)]
    [InlineData(503, 101)]
    [InlineData(502, null)]
    [InlineData(503, null)]
    [InlineData(504, null)]
    [InlineData(404, null)]
    public async Task Error_OfTheAccountTheRateOrAProxy_IsOfNoFolder(int status, int? code)
    {
        _bench.Oz.Refusal = new OzRefusal(status, code);

        Assert.False(await FailAsync(ListAsync) is OzUnavailableException { MayBeOfOneFolder: true });
    }

    [Theory]
    [InlineData("""{"items":[{"folder_id":"f1","score":NaN}]}""")]
    [InlineData("""{"items":[{"folder_id":"f1" """)]
    [InlineData("null")]
    public async Task List_ThatCannotBeRead_MayBeOfOneFolder(string body)
    {
        _bench.Oz.Fault = async context =>
        {
            await context.Response.WriteAsync(body);
            return true;
        };

        Assert.True(Assert.IsType<OzUnavailableException>(await FailAsync(ListAsync)).MayBeOfOneFolder);
    }

    [Fact]
    public async Task ServerError_IsRetriableButNotRepeatedAtOnce()
    {
        _bench.Oz.Refusal = new OzRefusal(500, 17);

        Assert.IsType<OzUnavailableException>(await FailAsync());

        Assert.Equal(1, _bench.Oz.Requests - 2);
    }

    [Theory]
    [InlineData(404, 10)]
    [InlineData(500, 10)]
    [InlineData(400, 5)]
    [InlineData(422, 4)]
    public async Task Folder_ThatOzDoesNotKnow_IsUnknownAtAnyStatus(int status, int code)
    {
        _bench.Oz.Refusal = new OzRefusal(status, code);

        Assert.Null(await Oz.FindAsync("f1", Token));
    }

    [Theory]
    [InlineData(401, 6)]
    [InlineData(403, 7)]
    [InlineData(500, 8)]
    [InlineData(401, null)]
    public async Task ExpiredSession_IsRecreatedAtAnyStatus(int status, int? code)
    {
        _bench.Oz.Fault = async context =>
        {
            if (context.Request.Headers["X-Forensic-Access-Token"] == "access-1")
            {
                await new OzRefusal(status, code).AnswerAsync(context);
                return true;
            }

            return false;
        };

        Assert.Null(await OzBench.AskAsync(_bench.First));
        Assert.Equal(2, _bench.Oz.Logins);
    }

    [Theory]
    [InlineData(429, 101)]
    [InlineData(503, 101)]
    [InlineData(429, null)]
    [InlineData(429, 0)]
    public async Task TooManyRequests_WithoutRetryAfter_BackOffWithADoublingDelay(int status, int? code)
    {
        _bench.Oz.Refusal = new OzRefusal(status, code);
        var waits = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            var refused = Assert.IsType<OzUnavailableException>(await FailAsync());
            waits.Add(refused.RetryAfter!.Value.TotalSeconds);
            var heldBack = Assert.IsType<OzUnavailableException>(await FailAsync());
            Assert.True(heldBack is { IsHeldBack: true, RetryAfter.TotalSeconds: > 0 });
            _bench.Clock.Advance(refused.RetryAfter.Value);
        }

        // With a jitter of one half each delay is three quarters of 2, 4, 8 and 16 s, and one request was sent for each.
        Assert.Equal([1.5, 3, 6, 12], waits);
        Assert.Equal(4, _bench.Oz.Requests - 2);
        _bench.Oz.Refusal = null;
        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("2147483647", 3_600)]
    [InlineData("2147483648", 3_600)]
    [InlineData("soon", 1.5)]
    public async Task RetryAfter_IsHonouredUpToAnHour(string retryAfter, double expected)
    {
        _bench.Oz.Refusal = new OzRefusal(429, 101) { RetryAfter = retryAfter };

        Assert.Equal(expected, Assert.IsType<OzUnavailableException>(await FailAsync()).RetryAfter!.Value.TotalSeconds);
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(null, true)]
    public async Task RetryAfter_OfAnErrorThatConcernsOneRequest_HoldsNoOtherBack(int? code, bool isHeldBack)
    {
        _bench.Oz.Refusal = new OzRefusal(403, code) { RetryAfter = "86400" };
        Assert.IsType<OzRefusedException>(await FailAsync());
        _bench.Oz.Refusal = null;

        Assert.Equal(isHeldBack ? "Oz throttles our requests." : null, await OzBench.AskAsync(_bench.First));
    }

    [Fact]
    public void Backoff_OfRequestsThatWereUnderWayTogether_IsOneRefusal()
    {
        var backoff = new OzBackoff(_bench.Clock, static () => 0.5);

        Assert.Equal([1.5, 1.5, 1.5], Enumerable.Range(0, 3).Select(_ => backoff.Refused(null).TotalSeconds));
        Assert.Equal(9, backoff.Refused(TimeSpan.FromSeconds(9)).TotalSeconds);
        Assert.Equal(9, backoff.Refused(TimeSpan.FromSeconds(4)).TotalSeconds);
    }

    [Fact]
    public async Task Error_WithATruncatedBody_IsReadAsFarAsReceived()
    {
        var process = _bench.NewProcess(services => services.AddHttpClient("oz").ConfigurePrimaryHttpMessageHandler(static () => new BreaksOff()));

        Assert.Equal("Oz answered 500 (code 2) to a request for a folder.", await OzBench.AskAsync(process));
    }

    [Fact]
    public async Task Error_WithAnEndlessBody_IsReadFromItsBeginning()
    {
        _bench.Oz.Fault = static async context =>
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            await context.Response.WriteAsync("""{"error_code":2,"error_message":" """);
            var junk = new byte[64 * 1024];
            Array.Fill(junk, (byte)'x');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(junk, context.RequestAborted);
            }

            return true;
        };

        Assert.IsType<OzRefusedException>(await FailAsync());
    }

    [Fact]
    public async Task Refusal_LeavesNothingOfItsBodyInLogsAndMessages()
    {
        _bench.Oz.Refusal = new OzRefusal(500, 9, "{\"passport\":\"secret-4711\"}");

        var e = await FailAsync();

        Assert.DoesNotContain("4711", $"{e} {string.Join('\n', _bench.Log.Lines)}", StringComparison.Ordinal);
    }

    private IOzFolders Oz => _bench.First.GetRequiredService<IOzFolders>();

    private Task ListAsync() => Oz.ListAsync(new OzListing(OzTimeField.Created, _bench.Clock.GetUtcNow(), _bench.Clock.GetUtcNow()) { Limit = 1 }, Token);

    // Advances the clock through the delays between retries.
    private async Task<Exception> FailAsync(Func<Task>? ask = null)
    {
        var asked = Assert.ThrowsAnyAsync<Exception>(ask ?? (() => Oz.FindAsync("f1", Token)));
        while (await Task.WhenAny(asked, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token)) != asked)
        {
            _bench.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await asked;
    }

    /// <summary>Accepts each login, and closes the connection in the middle of each error response.</summary>
    private sealed class BreaksOff : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(request.Method == HttpMethod.Post
            ? new HttpResponseMessage { Content = new StringContent("""{"access_token":"t"}""") }
            : new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError) { Content = new StreamContent(new BrokenStream()) });
    }

    private sealed class BrokenStream() : MemoryStream("""{"error_code":2,"error_message":"unfin"""u8.ToArray())
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The connection was reset.");
    }
}
