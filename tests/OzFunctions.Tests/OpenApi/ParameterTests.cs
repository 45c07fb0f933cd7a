using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Storage.Queues;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.OpenApi;

/// <summary>Every operation of the served document rejects undocumented parameters, and then does nothing.</summary>
[StartsProcesses]
public sealed class ParameterTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Folder = "f1";
    private const string Bank = "bank";

    private static readonly string[] TakeAnything = ["PUT /oz/webhooks", "POST /oz/webhooks", "GET /health/live", "GET /health/ready"];

    private string _account = null!;
    private Sink _bank = null!;
    private ServerProcess _server = null!;
    private IReadOnlyList<DescribedParameters> _operations = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _account = azurite.NewAccount();
        _bank = await Sink.StartAsync();
        _bank.Always(410);
        _server = await ServerProcess.StartAsync(ServerSettings.WithEndpoint(ServerSettings.Production(_account), Bank, _bank.Url, "folder.resolution_changed"));
        _operations = DescribedParameters.Of(JsonNode.Parse(await _server.Client.GetStringAsync("openapi.json", Token))!, Folder, Bank);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bank.DisposeAsync();
    }

    [Fact]
    public async Task Operations_RejectUndescribedParameters_AndDoNothing()
    {
        await PostAsync(Folder, "DECLINED", 1);
        await _server.WaitForAsync($"folders/{Folder}/history", static history => (string?)history["items"]![0]!["deliveries"]![0]!["state"] == "held");
        await PoisonAsync();
        var before = await StateAsync();

        Assert.Equal(TakeAnything.Order(), _operations.Where(static one => !one.Refuses).Select(static one => $"{one.Method} {one.Template}").Order());
        foreach (var operation in _operations.Where(static one => one.Refuses))
        {
            await AssertRefusedAsync(operation, operation.With(("no_such_parameter", "1")), "no_such_parameter");
            foreach (var (name, value) in operation.Parameters)
            {
                await AssertRefusedAsync(operation, operation.With((name, value), (name, value)), name);
                await AssertRefusedAsync(operation, operation.With((name, "")), name);
                await AssertRefusedAsync(operation, operation.With((name, DescribedParameters.Garbage)), name);
                await AssertRefusedAsync(operation, operation.With((name, value), (Misspelt(name), value)), Misspelt(name));
            }

            var (status, problem) = await SendAsync(operation.Method, operation.With(), """{"dryRun":true}""");
            Assert.Equal((operation.Template, HttpStatusCode.BadRequest, "unexpected_body"), (operation.Template, status, (string?)problem["code"]));
        }

        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task ReadingOperations_AcceptDescribedParameters()
    {
        await PostAsync(Folder, "DECLINED", 1);

        foreach (var operation in _operations.Where(static one => one.Method == HttpMethod.Get))
        {
            foreach (var parameter in operation.Parameters.Where(static parameter => parameter.Key != "continuation"))
            {
                var (status, json) = await SendAsync(HttpMethod.Get, operation.With((parameter.Key, parameter.Value), ("code", ServerSettings.ReadKey)));

                Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{operation.Template} {parameter}: {json}");
            }
        }
    }

    [Fact]
    public async Task Continuation_AlteredOrOfAnotherListFilterOrDay_IsRefusedByEveryList()
    {
        await FillAsync();
        var lists = _operations.Where(static one => one.Parameters.ContainsKey("continuation")).ToList();
        var given = new Dictionary<string, string>();
        foreach (var list in lists)
        {
            given[list.Template] = await ContinuationAsync(list);
        }

        foreach (var list in lists)
        {
            var ours = given[list.Template];
            var (status, _) = await SendAsync(HttpMethod.Get, Continued(list, ours, ("limit", "2")));
            Assert.Equal((list.Template, HttpStatusCode.OK), (list.Template, status));

            foreach (var place in (int[])[0, ours.Length / 2, ours.Length - 1])
            {
                var altered = $"{ours[..place]}{(ours[place] == 'A' ? 'B' : 'A')}{ours[(place + 1)..]}";
                await AssertRefusedAsync(list, Continued(list, altered), "continuation");
            }

            foreach (var (other, theirs) in given.Where(one => one.Key != list.Template))
            {
                await AssertRefusedAsync(list, Continued(list, theirs), "continuation");
            }

            foreach (var filter in list.Parameters.Where(static parameter => parameter.Key is not ("limit" or "continuation")))
            {
                var value = filter.Key == "kind" ? "replay" : filter.Value;
                await AssertRefusedAsync(list, Continued(list, ours, (filter.Key, value)), "continuation");
            }
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Get, $"folders/f2/history?continuation={given["/folders/{id}/history"]}")).Status);
    }

    // The name in snake case, as other APIs write it, or in upper case if it is a single word.
    private static string Misspelt(string name) => Regex.Replace(name, "[A-Z]", static letter => $"_{letter.Value.ToLowerInvariant()}") is var snake && snake != name ? snake : name.ToUpperInvariant();

    // A continuation of a list of runs is valid only with its kind, so the kind of the listed page is added.
    private static string Continued(DescribedParameters list, string continuation, params (string Name, string Value)[] others) => list.With(
        [.. list.Parameters.ContainsKey("kind") && !others.Any(static other => other.Name == "kind") ? [("kind", "test")] : Array.Empty<(string, string)>(), .. others, ("continuation", continuation)]);

    private async Task<string> ContinuationAsync(DescribedParameters list)
    {
        var path = list.With([.. list.Parameters.ContainsKey("kind") ? [("kind", "test")] : Array.Empty<(string, string)>(), ("limit", "1")]);
        var page = await _server.WaitForAsync(path, static json => (string?)json["continuation"] is not null);
        return (string)page["continuation"]!;
    }

    private async Task FillAsync()
    {
        foreach (var folder in (string[])[Folder, "f2", "f3"])
        {
            await PostAsync(folder, "OPERATOR_REQUIRED", 1);
            await PostAsync(folder, "DECLINED", 2);
            await PostAsync(folder, "OPERATOR_REQUIRED", 3);
            using var refused = await _server.PostAsync(new StringContent("{}"));
            Assert.Equal(HttpStatusCode.OK, (await _server.AdminAsync(HttpMethod.Post, $"endpoints/{Bank}/test")).Status);
        }
    }

    private async Task PoisonAsync()
    {
        var poison = new QueueClient(_account, "oz-work-poison");
        await poison.CreateIfNotExistsAsync(cancellationToken: Token);
        await poison.SendMessageAsync(Convert.ToBase64String("not ours"u8), Token);
    }

    // Everything that an operation of any route could change.
    private async Task<string> StateAsync()
    {
        var state = new StringBuilder($"{_bank.All.Count} told\n");
        foreach (var kind in Core.Runs.RunKinds.All)
        {
            state.AppendLine((await _server.AdminAsync(HttpMethod.Get, $"runs?kind={kind}")).Json.ToJsonString());
        }

        foreach (var path in (string[])["deliveries", "endpoints", $"folders/{Folder}", $"folders/{Folder}/history"])
        {
            state.AppendLine((await _server.AdminAsync(HttpMethod.Get, path)).Json.ToJsonString());
        }

        return state.AppendLine((await _server.AdminAsync(HttpMethod.Post, "work/poison/replay?dryRun=true")).Json.ToJsonString()).ToString();
    }

    private async Task AssertRefusedAsync(DescribedParameters operation, string path, string field)
    {
        var (status, problem) = await SendAsync(operation.Method, path);

        Assert.Equal((path, HttpStatusCode.BadRequest, "bad_parameter", field), (path, status, (string?)problem["code"], (string?)problem["field"]));
    }

    private async Task<(HttpStatusCode Status, JsonNode Json)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "x-oz-admin-key", ServerSettings.AdminKey } } };
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _server.Client.SendAsync(request, Token);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!);
    }

    private async Task PostAsync(string folder, string resolution, int time)
    {
        using var response = await _server.PostAsync(new StringContent(
            $$"""{"folder_id":"{{folder}}","meta_data":{"transaction_id":"text"},"analyses":[{"analysis_id":"a","state":"FINISHED","resolution_status":"{{resolution}}","time_updated":{{time}}}]}"""));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
