using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.Destinations;

/// <summary>
/// A server that notifies Event Grid topics. The topics are a stand-in that checks the sender's key or token, with a certificate of the
/// tests' own authority. The identity's tokens come from a stand-in for the token endpoint of Azure App Service and Functions.
/// </summary>
public sealed class EventGridWorld(AzuriteFixture azurite) : IAsyncLifetime
{
    public const string Key = "topic-key-4711-4711";
    public const string Bearer = "Bearer token-4711";
    private const string IdentityHeader = "identity-header-4711";

    private readonly CertificateAuthority _root = CertificateAuthority.Root("root");
    private readonly CertificateAuthority _otherRoot = CertificateAuthority.Root("other root");
    private readonly TemporaryDirectory _directory = new();
    private Sink _stranger = null!;
    private Sink _identity = null!;

    internal Sink Topics { get; private set; } = null!;

    internal ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Topics = await StartAsync(_root);
        Topics.Answer = static (context, _) =>
        {
            var mayPublish = context.Request.Headers["aeg-sas-key"] == Key || context.Request.Headers.Authorization == Bearer;
            context.Response.StatusCode = mayPublish ? int.Parse(context.Request.Path.Value!.Split('/')[1], CultureInfo.InvariantCulture) : StatusCodes.Status401Unauthorized;
            context.Response.Headers.RetryAfter = "9";
            return context.Response.WriteAsync(mayPublish ? "" : """{"error":{"code":"Unauthorized","message":"The request has no valid key."}}""");
        };
        _stranger = await StartAsync(_otherRoot);
        _identity = await Sink.StartAsync();
        _identity.Answer = static (context, _) =>
        {
            var isApp = context.Request.Headers["X-IDENTITY-HEADER"] == IdentityHeader && context.Request.Query["resource"] == "https://eventgrid.azure.net";
            context.Response.StatusCode = isApp ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
            return context.Response.WriteAsync($$"""{"access_token":"token-4711","expires_on":"{{TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds()}}","resource":"https://eventgrid.azure.net","token_type":"Bearer"}""");
        };
        Server = await ServerProcess.StartAsync(await SettingsAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Topics.DisposeAsync();
        await _stranger.DisposeAsync();
        await _identity.DisposeAsync();
        _directory.Dispose();
        _root.Dispose();
        _otherRoot.Dispose();
    }

    /// <summary>Sends a test notification to an endpoint.</summary>
    internal async Task<JsonNode> TestAsync(string endpoint) => (await Server.AdminAsync(HttpMethod.Post, $"endpoints/{endpoint}/test")).Json;

    private static Task<Sink> StartAsync(CertificateAuthority authority) => Sink.StartAsync(listen => listen.UseHttps(authority.Issue("localhost")));

    private async Task<Dictionary<string, string>> SettingsAsync()
    {
        var settings = ServerSettings.Production(azurite.NewAccount());
        settings["SSL_CERT_FILE"] = _directory.File("trusted.pem");
        await File.WriteAllTextAsync(_directory.File("trusted.pem"), _root.Certificate.ExportCertificatePem());
        settings["IDENTITY_ENDPOINT"] = _identity.Url.GetLeftPart(UriPartial.Authority) + "/token";
        settings["IDENTITY_HEADER"] = IdentityHeader;
        (string Name, Sink Topics, int Status, string? Key)[] endpoints =
        [
            ("by-key", Topics, 200, Key), ("by-identity", Topics, 200, null), ("wrong-key", Topics, 200, "another-key-4711"), ("stranger", _stranger, 200, Key),
            .. ((int[])[404, 410, 413, 429, 500, 503]).Select(status => ($"answers-{status}", Topics, status, (string?)Key)),
        ];
        foreach (var (name, topics, status, key) in endpoints)
        {
            ServerSettings.WithEndpoint(settings, name, [("Kind", "EventGrid"), ("TopicEndpoint", $"https://localhost:{topics.Port}/{status}/api/events"), .. key is null ? [] : new[] { ("AccessKey", key) }]);
        }

        return settings;
    }
}
