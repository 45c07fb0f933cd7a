using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>
/// Malicious requests, byte by byte. After any of them the server still runs, has stored nothing of the request, and accepts the next
/// webhook.
/// </summary>
[StartsProcesses]
public sealed class HostileTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private const string Head = "Host: localhost\r\nConnection: close\r\n";
    private const string Valid = "{\"folder_id\":\"malformed\"}";
    private const string LengthOfValid = "Content-Length: 25\r\n";
    private const long MaxMemory = 512L * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs after each test.</summary>
    public async ValueTask DisposeAsync()
    {
        using var server = Process.GetProcessById(fixture.Server.ProcessId);
        Assert.InRange(server.WorkingSet64, 1, MaxMemory);
        await AssertServesAsync();
    }

    [Theory]
    [InlineData("a header of 100 KB", "x-long: ", 100_000, 431)]
    [InlineData("a request line of 100 KB", "", 100_000, 414)]
    public async Task OversizedRequest_IsRejected(string what, string header, int length, int status)
    {
        var filling = new string('a', length);
        var answer = header.Length > 0
            ? await RawConnection.SendAsync(fixture.Server, $"GET /api/health/live HTTP/1.1\r\n{Head}{header}{filling}\r\n\r\n")
            : await RawConnection.SendAsync(fixture.Server, $"GET /api/folders/{filling} HTTP/1.1\r\n{Head}\r\n");

        Assert.Equal((what, status), (what, RawConnection.StatusOf(answer)));
    }

    [Fact]
    public async Task TooManyHeaders_AreRejected()
    {
        var many = string.Concat(Enumerable.Range(0, 1_000).Select(static i => $"x-{i}: 1\r\n"));

        Assert.Equal(431, RawConnection.StatusOf(await RawConnection.SendAsync(fixture.Server, $"GET /api/health/live HTTP/1.1\r\n{Head}{many}\r\n")));
    }

    [Theory]
    [InlineData("two lengths", "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}")]
    [InlineData("a negative length", "Content-Length: -1\r\n\r\n{}")]
    [InlineData("a length that is not a number", "Content-Length: 2x\r\n\r\n{}")]
    [InlineData("a chunk size that is not a number", "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("a chunk longer than the body", "Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("an unknown encoding", $"Transfer-Encoding: braided\r\n{LengthOfValid}\r\n{Valid}")]
    [InlineData("a header without a name", $": x\r\n{LengthOfValid}\r\n{Valid}")]
    [InlineData("a NUL in a header", $"x-nul: a\0b\r\n{LengthOfValid}\r\n{Valid}")]
    [InlineData("a folded header", $"x-folded: a\r\n b\r\n{LengthOfValid}\r\n{Valid}")]
    public async Task MalformedRequest_IsRejected(string what, string rest)
    {
        var answer = await RawConnection.SendAsync(fixture.Server, $"POST /api/oz/webhooks?code={ServerSettings.WebhookKey} HTTP/1.1\r\n{Head}{rest}");

        Assert.True(RawConnection.StatusOf(answer) is 0 or 400 or 413 or 501, $"{what}: {answer}");
        Assert.Equal((what, HttpStatusCode.NotFound), (what, (await fixture.Server.Client.GetAsync("folders/malformed", Token)).StatusCode));
    }

    [Fact]
    public async Task SameRequest_WithoutTheFault_IsAccepted()
    {
        var answer = await RawConnection.SendAsync(
            fixture.Server, $"POST /api/oz/webhooks?code={ServerSettings.WebhookKey} HTTP/1.1\r\n{Head}{LengthOfValid}\r\n{Valid.Replace("malformed", "wellbuilt", StringComparison.Ordinal)}");

        Assert.Equal(200, RawConnection.StatusOf(answer));
        Assert.Equal(HttpStatusCode.OK, (await fixture.Server.Client.GetAsync("folders/wellbuilt", Token)).StatusCode);
    }

    [Fact]
    public async Task SmuggledRequest_IsNotHandled()
    {
        // When a request states its length in two ways, some servers use the one and some the other.
        const string Hidden = $"DELETE /api/folders/smuggled HTTP/1.1\r\nHost: localhost\r\nx-functions-key: {ServerSettings.ReadKey}\r\nx-oz-admin-key: {ServerSettings.AdminKey}\r\n\r\n";
        const string Last = $"GET /api/health/live HTTP/1.1\r\n{Head}\r\n";
        await fixture.Server.PostAsync(new StringContent("""{"folder_id":"smuggled","analyses":[]}"""));

        var answer = await RawConnection.SendAsync(
            fixture.Server,
            $"POST /api/oz/webhooks?code={ServerSettings.WebhookKey} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Hidden.Length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Hidden}",
            Last);

        Assert.True(answer.Split("HTTP/1.1 ").Length <= 3, answer);
        Assert.Equal(HttpStatusCode.OK, (await fixture.Server.Client.GetAsync("folders/smuggled", Token)).StatusCode);

        // What was hidden erases the folder when it is sent openly.
        Assert.Equal(202, RawConnection.StatusOf(await RawConnection.SendAsync(fixture.Server, Hidden, Last)));
        Assert.NotEqual(HttpStatusCode.OK, (await fixture.Server.Client.GetAsync("folders/smuggled", Token)).StatusCode);
    }

    [Theory]
    [InlineData("GET /api/folders/%2e%2e%2f%2e%2e%2fhealth%2flive")]
    [InlineData("GET /api/folders/..%5c..%5cx")]
    [InlineData("GET /api/folders/%00")]
    [InlineData("GET //api//folders/x")]
    [InlineData("GET /api/folders/a%00b/history")]
    [InlineData("GET /API/../etc/passwd")]
    [InlineData("GET /api/dashboard/%2e%2e%2fapp.js")]
    [InlineData("GET http://elsewhere.example/etc/passwd")]
    [InlineData("TRACE /api/health/live")]
    [InlineData("CONNECT elsewhere.example:443")]
    [InlineData("PRI *")]
    [InlineData("GET *")]
    public async Task PathTraversal_FindsNoFile(string request)
    {
        var answer = await RawConnection.SendAsync(fixture.Server, $"{request} HTTP/1.1\r\n{Head}x-functions-key: {ServerSettings.ReadKey}\r\n\r\n");

        Assert.Contains(RawConnection.StatusOf(answer), (int[])[400, 404, 405]);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompressedBody_IsNotDecompressed()
    {
        // 100 MB of spaces, which are compressed to 100 KB.
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var spaces = new byte[1024 * 1024];
            Array.Fill(spaces, (byte)' ');
            for (var i = 0; i < 100; i++)
            {
                await gzip.WriteAsync(spaces, Token);
            }
        }

        using var body = new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
        using var response = await fixture.Server.PostAsync(body);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("'gzip'", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await fixture.Server.WaitForRejectedAsync(static rejected => rejected.Any(static one => (int)one!["status"]! == 415));
    }

    [Theory]
    [InlineData("deflate, br", 415)]
    [InlineData("identity, ZSTD", 415)]
    [InlineData("Identity", 200)]
    [InlineData("", 200)]
    public async Task EncodedBody_IsReadWithoutDecoding(string encoding, int status)
    {
        var answer = await RawConnection.SendAsync(
            fixture.Server, $"POST /api/oz/webhooks?code={ServerSettings.WebhookKey} HTTP/1.1\r\n{Head}Content-Encoding: {encoding}\r\nContent-Length: 23\r\n\r\n{{\"folder_id\":\"encoded\"}}");

        Assert.Equal(status, RawConnection.StatusOf(answer));
        Assert.Equal(status == 415, answer.Contains("Accept-Encoding: identity\r\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"folder_id":"f\u0000x"}""")]
    [InlineData("""{"folder_id":"f/../x"}""")]
    [InlineData("""{"folder_id":"f|x"}""")]
    [InlineData("""{"folder_id":["f"]}""")]
    [InlineData("""{"folder_id":"f","folder_id":"g"}""")]
    [InlineData("""{"folder_id":"f","analyses":[{"analysis_id":"a\u0000"}]}""")]
    [InlineData("""{"folder_id":"f","analyses":[{"analysis_id":"a","state":1}]}""")]
    public async Task Body_WithAnInvalidIdOrField_Is422(string body)
    {
        using var response = await fixture.Server.PostAsync(new StringContent(body));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task Body_WithDeepNestingInvalidBytesOrLongIds_IsRejected()
    {
        foreach (var (body, status) in new[]
        {
            (Encoding.UTF8.GetBytes(new string('[', 100_000)), HttpStatusCode.UnprocessableEntity),
            (Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"x\":", 100)) + new string('}', 100)), HttpStatusCode.BadRequest),
            ([.. "{\"folder_id\":\"f"u8, 0xC3, 0x28, .. "\"}"u8], HttpStatusCode.BadRequest),
            ([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], HttpStatusCode.BadRequest),
            ([0, 0, 0, 0], HttpStatusCode.BadRequest),
            (Encoding.UTF8.GetBytes($$"""{"folder_id":"{{new string('f', 129)}}"}"""), HttpStatusCode.UnprocessableEntity),
            (Encoding.UTF8.GetBytes($$"""{"folder_id":"f","analyses":[{"analysis_id":"{{new string('a', 100_000)}}"}]}"""), HttpStatusCode.UnprocessableEntity),
        })
        {
            using var response = await fixture.Server.PostAsync(new ByteArrayContent(body));

            Assert.True(status == response.StatusCode, $"{body.Length} bytes: {await response.Content.ReadAsStringAsync(Token)}");
        }
    }

    [Fact]
    public async Task SlowConnections_AreClosed_AndDelayNoOthers()
    {
        const int Idle = 300;
        var idle = await Task.WhenAll(Enumerable.Range(0, Idle).Select(_ => RawConnection.OpenAsync(fixture.Server)));
        var header = await RawConnection.OpenAsync(fixture.Server);
        var body = await RawConnection.OpenAsync(fixture.Server);
        await header.WriteAsync("POST /api/oz/webhooks HTTP/1.1\r\nHost: localhost\r\nx-slow: ");
        await body.WriteAsync($"POST /api/oz/webhooks?code={ServerSettings.WebhookKey} HTTP/1.1\r\n{Head}Content-Length: 1000\r\n\r\n");
        await Task.WhenAll(idle.Select(static connection => connection.WriteAsync("GET /")));

        await AssertServesAsync();
        var ends = await Task.WhenAll(DribbleAsync(header), DribbleAsync(body));

        // A request or body that is too slow gets 408 or no response.
        Assert.All(ends, static end => Assert.Contains(RawConnection.StatusOf(end), (int[])[0, 408]));
        foreach (var connection in idle.Append(header).Append(body))
        {
            connection.Dispose();
        }
    }

    [Fact]
    public async Task GuessedKey_GetsTheSameResponseAsNone()
    {
        var answers = new HashSet<string>();
        using var stranger = new HttpClient { BaseAddress = fixture.Server.Client.BaseAddress };
        foreach (var key in (string?[])[null, "x", ServerSettings.ReadKey[..^1], ServerSettings.ReadKey + "x", ServerSettings.ReadKey.ToUpperInvariant(), new string('k', 4_000)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "folders/x");
            if (key is not null)
            {
                request.Headers.Add("x-functions-key", key);
            }

            using var response = await stranger.SendAsync(request, Token);
            answers.Add($"{response.StatusCode} {System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["detail"]}");
        }

        Assert.StartsWith("Unauthorized", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KeyGuard.cs")]
    [InlineData("AdminGuard.cs")]
    public void Keys_AreComparedInConstantTime(string file)
    {
        var code = Repository.Read($"src/OzFunctions.Web/Keys/{file}");

        Assert.Contains("CryptographicOperations.FixedTimeEquals(", code, StringComparison.Ordinal);
        Assert.Contains("KeyHash.Of(", code, StringComparison.Ordinal);
        Assert.DoesNotContain("SequenceEqual", code, StringComparison.Ordinal);
        Assert.DoesNotContain("break;", code, StringComparison.Ordinal);
    }

    private static async Task<string> DribbleAsync(RawConnection connection)
    {
        var end = connection.ReadToEndAsync();
        while (!end.IsCompleted && await connection.WriteAsync("a"))
        {
            await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Token));
        }

        return await end;
    }

    private async Task AssertServesAsync()
    {
        using var response = await fixture.Server.PostAsync(new StringContent("""{"folder_id":"still-served","analyses":[]}""")).WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
