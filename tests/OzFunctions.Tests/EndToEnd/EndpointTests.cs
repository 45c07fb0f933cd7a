using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>The HTTP interface of a real server with keys and real storage.</summary>
[StartsProcesses]
public sealed class EndpointTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly ServerProcess _server = fixture.Server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Webhook_Sample_IsAppliedAndThenADuplicate()
    {
        var body = Payloads.Sample("folder_finished_declined.json");

        var first = await ReadAsync(await _server.PostAsync(new ByteArrayContent(body)));
        var second = await ReadAsync(await _server.PostAsync(new ByteArrayContent(body)));

        const string Rest = "\"folderId\":\"00000000-0000-4000-8000-00000000f001\",\"version\":1,\"resolutionStatus\":\"FINISHED\",\"systemResolution\":\"DECLINED\"}";
        Assert.Equal("{\"outcome\":\"applied\"," + Rest, first.ToJsonString());
        Assert.Equal("{\"outcome\":\"duplicate\"," + Rest, second.ToJsonString());
    }

    [Theory]
    [InlineData("POST", "text/plain")]
    [InlineData("PUT", "application/x-www-form-urlencoded")]
    public async Task Webhook_ByEitherMethodAndAnyMediaType_IsTaken(string method, string mediaType)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"oz/webhooks?code={ServerSettings.WebhookKey}")
        {
            Content = new StringContent($$"""{"folder_id":"by-{{method}}"}""", Encoding.UTF8, mediaType),
        };

        using var client = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        Assert.Equal("applied", (string?)(await ReadAsync(await client.SendAsync(request, Token)))["outcome"]);
    }

    [Fact]
    public async Task Folder_IsShownWithEverythingKnown()
    {
        await _server.PostAsync(new StringContent("""
            {"folder_id":"shown","time_created":1735689600,"time_updated":1735689605.6,"resolution_status":"FINISHED","system_resolution":"SUCCESS","operator_status":"APPROVED",
             "meta_data":{"transaction_id":"t-1","name":"Jane Doe"},
             "analyses":[{"analyse_id":"a1","group_id":"g1","type":"biometry","state":"FINISHED","resolution_status":"DECLINED","time_created":1735689601,"time_updated":1735689604.5,
                          "results_data":{"min_confidence":0.2,"text_fields":["Jane Doe"]},"source_media":[{"video_url":"https://oz/secret.mp4"}]}]}
            """));

        var folder = await ReadAsync(await _server.Client.GetAsync("folders/shown", Token));
        foreach (var ours in (string[])["firstSeenAt", "lastSeenAt"])
        {
            Assert.True(DateTimeOffset.TryParse((string?)folder[ours], out _));
            folder.AsObject().Remove(ours);
        }

        Assert.Equal(
            """
            {"folderId":"shown","version":1,"resolutionStatus":"FINISHED","systemResolution":"DECLINED","worstResolution":"DECLINED","heldBack":null,
            "reported":{"resolutionStatus":"FINISHED","systemResolution":"SUCCESS","operatorStatus":"APPROVED"},"drift":true,"unknownStatuses":["APPROVED"],
            "warnings":["Oz reports SUCCESS, but none of the groups that may have finished last has this result."],
            "groups":[{"groupId":"g1","result":"DECLINED","finishedAt":"2025-01-01T00:00:04.5Z"}],
            "analyses":[{"analysisId":"a1","groupId":"g1","type":"BIOMETRY","state":"FINISHED","resolutionStatus":"DECLINED","result":"DECLINED",
            "timeCreated":"2025-01-01T00:00:01Z","timeUpdated":"2025-01-01T00:00:04.5Z","finishedAt":"2025-01-01T00:00:04.5Z","errorCode":null,"confidences":{"min_confidence":0.2}}],
            "metadata":{"transaction_id":"t-1"},"timeCreated":"2025-01-01T00:00:00Z","timeUpdated":"2025-01-01T00:00:05.6Z","overdueAt":null}
            """.ReplaceLineEndings(""),
            folder.ToJsonString());
    }

    [Fact]
    public async Task History_IsPagedNewestFirst()
    {
        foreach (var (state, updated) in ((string, int)[])[("PROCESSING", 1), ("SUCCESS", 2), ("DECLINED", 3)])
        {
            await _server.PostAsync(new StringContent($$"""{"folder_id":"history","analysis_id":"a","state":"{{state}}","time_updated":{{updated}}}"""));
        }

        var first = await ReadAsync(await _server.Client.GetAsync("folders/history/history?limit=2", Token));
        var second = await ReadAsync(await _server.Client.GetAsync($"folders/history/history?limit=2&continuation={first["continuation"]}", Token));

        Assert.Equal([3, 2], first["items"]!.AsArray().Select(static item => (int)item!["version"]!));
        Assert.Equal("SUCCESS", (string?)first["items"]![0]!["previous"]!["systemResolution"]);
        Assert.Equal("DECLINED", (string?)first["items"]![0]!["current"]!["systemResolution"]);
        Assert.Equal([1], second["items"]!.AsArray().Select(static item => (int)item!["version"]!));
        Assert.Null(second["continuation"]);
    }

    [Theory]
    [InlineData("folders/nobody", 404)]
    [InlineData("folders/nobody/history", 404)]
    [InlineData("folders/a%20b", 404)]
    [InlineData("folders/..%2F..%2Fx", 404)]
    [InlineData("nowhere", 404)]
    [InlineData("webhooks/rejected?day=tomorrow", 400)]
    [InlineData("webhooks/rejected?day=2026-13-01", 400)]
    [InlineData("webhooks/rejected?limit=0", 400)]
    [InlineData("webhooks/rejected?limit=201", 400)]
    [InlineData("webhooks/rejected?continuation=x", 400)]
    public async Task Get_OfNothingOrWithWrongParameters_IsAProblem(string path, int status) =>
        await AssertProblemAsync(await _server.Client.GetAsync(path, Token), status);

    [Fact]
    public async Task History_WithAnAlteredContinuation_IsAProblem()
    {
        await _server.PostAsync(new StringContent("""{"folder_id":"altered"}"""));

        foreach (var continuation in (string[])["0", "2", "-1", "x", ""])
        {
            await AssertProblemAsync(await _server.Client.GetAsync($"folders/altered/history?continuation={continuation}", Token), 400);
        }
    }

    [Theory]
    [InlineData("", 400, "not_json", null)]
    [InlineData("{", 400, "not_json", null)]
    [InlineData("{}", 422, "not_oz_payload", "folder_id")]
    [InlineData("{\"folder_id\":\"f\",\"analyses\":[{\"analysis_id\":\"a\",\"folder_id\":\"g\"}]}", 422, "not_oz_payload", "analyses[0].folder_id")]
    [InlineData("{\"folder_id\":\"f\",\"time_updated\":4102444800}", 422, "not_oz_payload", "time_updated")]
    public async Task Webhook_BadBody_IsAProblemThatNamesTheField(string body, int status, string code, string? field)
    {
        var problem = await AssertProblemAsync(await _server.PostAsync(new StringContent(body)), status);

        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal(field, (string?)problem["field"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Webhook_OverTheLimit_IsA413(bool chunked)
    {
        HttpContent body = chunked
            ? new StreamContent(new UnknownLengthStream(1024 * 1024 + 1))
            : new ByteArrayContent(new byte[1024 * 1024 + 1]);

        var problem = await AssertProblemAsync(await _server.PostAsync(body), 413);

        Assert.Equal("too_large", (string?)problem["code"]);
    }

    [Fact]
    public async Task Webhook_DeclaringTwoGigabytes_IsA413BeforeTheyAreSent()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_server.Client.BaseAddress!.Host, _server.Client.BaseAddress.Port, Token);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST /api/oz/webhooks?code={ServerSettings.WebhookKey} HTTP/1.1\r\nHost: x\r\nContent-Length: 2147483648\r\n\r\n"), Token);

        using var answer = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 413", await answer.ReadLineAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_AbortedByItsCaller_DoesNotStopTheServer()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(_server.Client.BaseAddress!.Host, _server.Client.BaseAddress.Port, Token);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST /api/oz/webhooks?code={ServerSettings.WebhookKey} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{\"folder_id\""), Token);
        }

        Assert.Equal(HttpStatusCode.OK, (await _server.PostAsync(new StringContent("""{"folder_id":"after-the-cut"}"""))).StatusCode);
    }

    [Fact]
    public async Task Webhook_ThatExceedsTheRecordLimit_IsRejectedAndRecorded()
    {
        // Each webhook is within the body limit, but together they exceed the size of one record.
        var statuses = new List<HttpStatusCode>();
        for (var part = 0; part < 3; part++)
        {
            var ids = Enumerable.Range(0, 2_500).Select(i => $"{{\"analysis_id\":\"{new string('a', 120)}{part}{i:D4}\",\"group_id\":\"{new string('g', 120)}{i:D4}\"}}");
            statuses.Add((await _server.PostAsync(new StringContent($$"""{"folder_id":"outgrown","analyses":[{{string.Join(',', ids)}}]}"""))).StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity], statuses);
        Assert.Equal(1, (int)(await ReadAsync(await _server.Client.GetAsync("folders/outgrown", Token)))["version"]!);
        await _server.WaitForRejectedAsync(static rejected => rejected.Any(static one => $"{one!["reason"]}".Contains("one record holds", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("oz/webhooks", 405, "method_not_allowed")]
    [InlineData("oz/webhook", 404, "no_such_route")]
    [InlineData("oz/webhooks/", 405, "method_not_allowed")]
    public async Task Route_ThatDoesNotExist_IsAProblemWithACode(string path, int status, string code)
    {
        var response = await _server.Client.DeleteAsync(path, Token);

        await AssertProblemAsync(response, status);
        Assert.Equal(code, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["code"]);
    }

    [Fact]
    public async Task RejectedWebhooks_AreListedWithoutTheirValues()
    {
        await _server.PostAsync(new StringContent("""{"verdict_of":"Jane Doe"}"""));

        var page = (await _server.WaitForRejectedAsync(static rejected => rejected.ToJsonString().Contains("\"fieldNames\":[\"verdict_of\"]", StringComparison.Ordinal))).ToJsonString();

        Assert.DoesNotContain("Jane", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "folders/x", null)]
    [InlineData("GET", "folders/x", "wrong")]
    [InlineData("GET", "folders/x", ServerSettings.WebhookKey)]
    [InlineData("GET", "folders/x/history", ServerSettings.WebhookKey)]
    [InlineData("GET", "webhooks/rejected", ServerSettings.WebhookKey)]
    [InlineData("POST", "oz/webhooks", null)]
    [InlineData("POST", "oz/webhooks", "")]
    [InlineData("POST", "oz/webhooks", ServerSettings.ReadKey)]
    [InlineData("POST", "oz/webhooks", ServerSettings.WebhookKey + "x")]
    public async Task Route_WithoutItsOwnKey_IsA401(string method, string path, string? key)
    {
        using var header = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null)
        {
            header.Headers.Add("x-functions-key", key);
        }

        using var client = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        await AssertProblemAsync(await client.SendAsync(header, Token), 401);
        await AssertProblemAsync(await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"{path}?code={key}"), Token), 401);
    }

    [Theory]
    [InlineData("health/live", "live")]
    [InlineData("health/ready", "ready")]
    public async Task Health_NeedsNoKey(string path, string status)
    {
        using var client = new HttpClient { BaseAddress = _server.Client.BaseAddress };

        Assert.Equal(status, (string?)(await ReadAsync(await client.GetAsync(path, Token)))["status"]);
    }

    [Fact]
    public async Task Log_HoldsNeitherKeysNorBodies()
    {
        await _server.Client.GetAsync($"folders/x?code={ServerSettings.ReadKey}", Token);
        await _server.PostAsync(new StringContent("""{"folder_id":"logged","meta_data":{"transaction_id":"t-4711"}}"""));

        await _server.WaitForOutputAsync("folder logged");
        Assert.DoesNotContain(ServerSettings.ReadKey, _server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(ServerSettings.WebhookKey, _server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("t-4711", _server.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(Token)}");
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Token))!;
    }

    private static async Task<JsonNode> AssertProblemAsync(HttpResponseMessage response, int status)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = (await response.Content.ReadFromJsonAsync<JsonNode>(Token))!;
        Assert.Equal(status, (int)problem["status"]!);
        return problem;
    }

    private sealed class UnknownLengthStream(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
