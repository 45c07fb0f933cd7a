using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Server.Node;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Verifiers;

/// <summary>Our signatures, verified by third-party libraries and by the receivers shown on the notifications page.</summary>
[StartsProcesses]
public sealed class VerifierTests(VerifierFixture fixture) : IClassFixture<VerifierFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("standardwebhooks")]
    [InlineData("svix")]
    public async Task Signature_IsVerifiedByThirdPartyLibraries_WithEitherSecretAndNotIfTamperedWith(string library)
    {
        var now = TimeProvider.System.GetUtcNow();
        var signed = Sign(now, Endpoints.OtherSecret, Endpoints.Secret);
        var old = Sign(now.AddMinutes(-10), Endpoints.Secret);

        var verdicts = await CheckAsync(
            library,
            Line(signed, Endpoints.Secret),
            Line(signed, Endpoints.OtherSecret),
            Line(signed, "whsec_" + Convert.ToBase64String(new byte[32])),
            Line(signed, Endpoints.Secret, body: Encoding.UTF8.GetString(signed.Body.Span).Replace("DECLINED", "SUCCESS", StringComparison.Ordinal)),
            Line(signed with { Id = "msg_other" }, Endpoints.Secret),
            Line(signed with { Timestamp = signed.Timestamp + 1 }, Endpoints.Secret),
            Line(old, Endpoints.Secret));

        Assert.Equal(["verified", "verified"], verdicts.Take(2));
        Assert.Equal(7, verdicts.Length);
        Assert.DoesNotContain("verified", verdicts.Skip(2));
    }

    [Fact]
    public async Task JavaScriptReceiver_AcceptsOnlyGenuineNotifications() =>
        await TakesWhatIsGenuineAndNothingElseAsync(await fixture.StartNodeAsync("verify.mjs", Endpoints.Secret));

    [Fact]
    public async Task PythonReceiver_AcceptsOnlyGenuineNotifications() =>
        await TakesWhatIsGenuineAndNothingElseAsync(await fixture.StartPythonAsync("verify.py", Endpoints.Secret));

    [Fact]
    public void CSharpReceiver_AcceptsOnlyGenuineNotifications()
    {
        var now = Payloads.Now;
        var signed = Sign(now, Endpoints.OtherSecret, Endpoints.Secret);

        Assert.True(VerifySignature.IsGenuine(Endpoints.Secret, Headers(signed), signed.Body.ToArray(), now));
        Assert.False(VerifySignature.IsGenuine(Endpoints.Secret, Headers(signed), [.. signed.Body.Span, (byte)' '], now));
        Assert.False(VerifySignature.IsGenuine(Endpoints.Secret, Headers(signed), signed.Body.ToArray(), now.AddMinutes(6)));
        Assert.False(VerifySignature.IsGenuine("whsec_" + Convert.ToBase64String(new byte[32]), Headers(signed), signed.Body.ToArray(), now));
        Assert.All(Headers(signed).Keys, header => Assert.False(VerifySignature.IsGenuine(Endpoints.Secret, Headers(signed, header), signed.Body.ToArray(), now)));
        Assert.False(VerifySignature.IsGenuine(Endpoints.Secret, Headers(signed, "webhook-timestamp", "yesterday"), signed.Body.ToArray(), now));
    }

    [Theory]
    [InlineData("verify.mjs", "import ")]
    [InlineData("verify.py", "import ")]
    [InlineData("VerifySignature.cs", "public static class ")]
    public void Page_ShowsTheReceiversThatAreTestedHere(string file, string from)
    {
        var page = Repository.Read("docs/notifications.md");
        var code = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Verifiers", file));

        Assert.Contains(code[code.IndexOf(from, StringComparison.Ordinal)..].Trim(), page, StringComparison.Ordinal);
    }

    private static async Task TakesWhatIsGenuineAndNothingElseAsync(Uri url)
    {
        var signed = Sign(TimeProvider.System.GetUtcNow(), Endpoints.OtherSecret, Endpoints.Secret);

        Assert.Equal(204, await PostAsync(url, signed));
        Assert.Equal(204, await PostAsync(url, SignTest(TimeProvider.System.GetUtcNow())));
        Assert.Equal(401, await PostAsync(url, signed with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(signed.Body.Span).Replace("DECLINED", "SUCCESS", StringComparison.Ordinal)) }));
        Assert.Equal(401, await PostAsync(url, Sign(TimeProvider.System.GetUtcNow().AddMinutes(-10), Endpoints.Secret)));
        Assert.Equal(401, await PostAsync(url, Sign(TimeProvider.System.GetUtcNow(), Endpoints.OtherSecret)));
        Assert.Equal(401, await PostAsync(url, signed, header: "webhook-id"));
        Assert.Equal(401, await PostAsync(url, signed, header: "webhook-timestamp"));
        Assert.Equal(401, await PostAsync(url, signed, header: "webhook-timestamp", value: "yesterday"));
        Assert.Equal(401, await PostAsync(url, signed, header: "webhook-signature"));
    }

    private static SignedNotification Sign(DateTimeOffset now, params string[] secrets) => Sign(
        "f1",
        NotificationTypes.FolderResolutionChanged,
        """{"folderId":"f1","version":1,"current":{"systemResolution":"DECLINED"},"metadata":{"name":"Ünïcode"}}"""u8.ToArray(),
        now,
        secrets);

    // A test of an endpoint is about no folder.
    private static SignedNotification SignTest(DateTimeOffset now) => Sign(
        EndpointSwitch.FolderOf("bank"),
        NotificationTypes.EndpointTest,
        JsonSerializer.SerializeToUtf8Bytes(new EndpointTestData("bank"), NotificationDataContext.Default.EndpointTestData),
        now,
        [Endpoints.Secret]);

    private static SignedNotification Sign(string folder, string type, byte[] json, DateTimeOffset now, string[] secrets)
    {
        var endpoint = Endpoints.Named("bank") with { Secrets = [.. secrets.Select(static secret => WebhookSecret.TryParse(secret)!)] };
        var delivery = new Delivery { Folder = folder, Key = new DeliveryKey(1, type, "bank"), At = now };
        return SignedNotification.Of(new Notification(endpoint, delivery, new NotificationData(now, json), now));
    }

    // Returns the headers; a given header is left out or has another value.
    private static Dictionary<string, string> Headers(SignedNotification signed, string? header = null, string? value = null)
    {
        var headers = new Dictionary<string, string>
        {
            ["webhook-id"] = signed.Id,
            ["webhook-timestamp"] = signed.Timestamp.ToString(CultureInfo.InvariantCulture),
            ["webhook-signature"] = signed.Signature,
        };
        if (value is not null)
        {
            headers[header!] = value;
        }
        else if (header is not null)
        {
            headers.Remove(header);
        }

        return headers;
    }

    private static string Line(SignedNotification signed, string secret, string? body = null) => JsonSerializer.Serialize(new
    {
        secret,
        headers = Headers(signed),
        body = body ?? Encoding.UTF8.GetString(signed.Body.Span),
    });

    private static async Task<int> PostAsync(Uri url, SignedNotification signed, string? header = null, string? value = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(signed.Body) };
        foreach (var (name, content) in Headers(signed, header, value))
        {
            request.Headers.Add(name, content);
        }

        using var response = await client.SendAsync(request, Token);
        return (int)response.StatusCode;
    }

    private async Task<string[]> CheckAsync(string library, params string[] lines)
    {
        using Process node = NodeTool.Start("node", fixture.NodeDirectory, ["check.mjs", library]);
        await node.StandardInput.WriteAsync(string.Join('\n', lines));
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync(Token);
        await node.WaitForExitAsync(Token);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
