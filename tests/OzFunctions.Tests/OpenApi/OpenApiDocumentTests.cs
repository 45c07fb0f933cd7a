using System.Net;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.FunctionsApp;
using OzFunctions.Web;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Tests.OpenApi;

/// <summary>The served OpenAPI document.</summary>
[StartsProcesses]
public sealed class OpenApiDocumentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] NotOfTheApi = [Routes.Dashboard, Routes.DashboardFile, Routes.OpenApi, Routes.AsyncApi, Routes.Schema];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_IsOpenApi31_AndNeedsNoKey()
    {
        using var stranger = new HttpClient { BaseAddress = fixture.Server.Client.BaseAddress };
        using var response = await stranger.GetAsync("openapi.json", Token);
        var text = await response.Content.ReadAsStringAsync(Token);

        var read = OpenApiDocument.Parse(text, "json");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Equal("/api", Assert.Single(read.Document!.Servers!).Url);
        using var known = new HttpRequestMessage(HttpMethod.Get, "openapi.json") { Headers = { IfNoneMatch = { response.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await stranger.SendAsync(known, Token)).StatusCode);
    }

    [Fact]
    public async Task Document_WhichEveryoneMayRead_DoesNotNameTheMetadataKeysOfTheSettings()
    {
        var list = (await ReadAsync())["paths"]!["/folders"]!["get"]!;

        Assert.Contains("`meta.{key}`", (string)list["description"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(list["parameters"]!.AsArray(), static parameter => ((string)parameter!["name"]!).StartsWith(RouteQuery.MetadataPrefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Operations_AreTheServersRoutesWithTheirKeys_AndNoOthers()
    {
        var document = await ReadAsync();
        var described = Operations(document).Select(static operation => $"{operation.Method} {operation.Path} {LevelOf(operation.Json)}");

        var served = (await ParityTests.OperationsAsync()).Where(static served => !NotOfTheApi.Contains(served.Pattern))
            .Select(static served => $"{served.Method} /{served.Pattern} {(served.Level is KeyLevel.Webhook ? KeyLevel.Read : served.Level)}");

        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Operations_AreComplete()
    {
        var operations = Operations(await ReadAsync()).ToList();

        Assert.Equal(operations.Count, operations.Select(static operation => (string?)operation.Json["operationId"]).Distinct().Count());
        Assert.All(operations, static operation =>
        {
            Assert.NotNull((string?)operation.Json["summary"]);
            Assert.Single(operation.Json["tags"]!.AsArray());
            Assert.All(operation.Json["parameters"]?.AsArray() ?? [], static parameter => Assert.NotNull((string?)parameter!["description"]));
            Assert.Contains(operation.Json["responses"]!.AsObject(), static response => response.Key.StartsWith('2'));
            Assert.All(operation.Json["responses"]!.AsObject(), static response => Assert.NotEqual("", (string?)response.Value!["description"] ?? ""));
        });
    }

    [Fact]
    public async Task Examples_ExistAndMatchTheSchemas()
    {
        var contract = new ApiContract(await ReadAsync());
        foreach (var (method, path, json) in Operations(contract.Document))
        {
            foreach (var (status, response) in json["responses"]!.AsObject())
            {
                foreach (var (mediaType, content) in response!["content"]!.AsObject().Where(static content => content.Key != "text/csv"))
                {
                    Assert.True(content!["example"] is not null, $"{method} {path} {status} has no example.");
                    Assert.Null(contract.Check(method, $"/api{path}", int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), mediaType, content["example"]!.ToJsonString()));
                }
            }
        }
    }

    [Fact]
    public async Task WebhookExample_IsAccepted()
    {
        var example = (await ReadAsync())["paths"]!["/oz/webhooks"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!;

        using var response = await fixture.Server.PostAsync(new StringContent(example.ToJsonString()));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"status":"ready","more":1}""", 200, "application/json")]
    [InlineData("""{"status":7}""", 200, "application/json")]
    [InlineData("""{}""", 200, "application/json")]
    [InlineData("""{"status":"ready"}""", 201, "application/json")]
    [InlineData("""{"status":"ready"}""", 200, "text/html")]
    public async Task Contract_DetectsAnInvalidResponse(string body, int status, string mediaType)
    {
        var contract = new ApiContract(await ReadAsync());

        Assert.Null(contract.Check("GET", "/api/health/ready", 200, "application/json", """{"status":"ready"}"""));
        Assert.NotNull(contract.Check("GET", "/api/health/ready", status, mediaType, body));
    }

    private async Task<JsonObject> ReadAsync() => JsonNode.Parse(await fixture.Server.Client.GetStringAsync("openapi.json", Token))!.AsObject();

    private static IEnumerable<(string Method, string Path, JsonNode Json)> Operations(JsonObject document) => document["paths"]!.AsObject().SelectMany(static path =>
        path.Value!.AsObject().Select(operation => (operation.Key.ToUpperInvariant(), path.Key, operation.Value!)));

    private static KeyLevel LevelOf(JsonNode operation) => operation["security"]?.AsArray() switch
    {
        null or [] => KeyLevel.Anonymous,
        var ways when ways.All(static way => way!.AsObject().ContainsKey("adminKey")) => KeyLevel.Admin,
        _ => KeyLevel.Read,
    };
}
