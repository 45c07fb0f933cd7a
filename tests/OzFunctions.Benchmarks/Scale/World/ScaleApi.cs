using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>Calls the routes of a server in Development, which needs no keys.</summary>
/// <param name="api">The address of the routes.</param>
internal sealed class ScaleApi(string api) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri($"{api}/") };

    /// <summary>Posts a webhook.</summary>
    /// <param name="body">The body.</param>
    /// <param name="outcome">The expected outcome.</param>
    /// <returns>A task that completes when the webhook is acknowledged.</returns>
    /// <exception cref="InvalidOperationException">The outcome is another one.</exception>
    public async Task PostAsync(byte[] body, string outcome)
    {
        using var content = new ByteArrayContent(body);
        var answer = await SendAsync(HttpMethod.Post, "oz/webhooks", content);
        if ((string?)answer["outcome"] != outcome)
        {
            throw new InvalidOperationException($"The outcome of a webhook was '{answer["outcome"]}' instead of '{outcome}', so its cost is meaningless.");
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="path">Its route and query.</param>
    /// <returns>The document.</returns>
    public Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Reads a page of a list.</summary>
    /// <param name="path">The route and query of its list.</param>
    /// <param name="least">The minimum number of items.</param>
    /// <param name="continuation">The continuation of the previous page; null for the first page.</param>
    /// <returns>The continuation for the next page; null if there is none.</returns>
    /// <exception cref="InvalidOperationException">The page has fewer items.</exception>
    public async Task<string?> PageAsync(string path, int least, string? continuation = null)
    {
        var page = await GetAsync(continuation is null ? path : $"{path}&continuation={Uri.EscapeDataString(continuation)}");
        var items = page["items"]!.AsArray().Count;
        return items >= least ? (string?)page["continuation"] : throw new InvalidOperationException($"A page of {path} has {items} items instead of {least}, so its cost is meaningless.");
    }

    /// <summary>Starts a run.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The route and query.</param>
    /// <returns>The run's id.</returns>
    public async Task<string?> StartAsync(HttpMethod method, string path) => (string?)(await SendAsync(method, path))["runId"];

    /// <summary>Whether a run has finished.</summary>
    /// <param name="run">Its id.</param>
    /// <returns>False while it runs.</returns>
    /// <exception cref="InvalidOperationException">The run failed or stopped at a limit.</exception>
    public async Task<bool> IsFinishedAsync(string run)
    {
        var document = await GetAsync($"runs/{run}");
        return ((string?)document["state"], (string?)document["stoppedBy"]) switch
        {
            ("running", _) => false,
            ("finished", null) => true,
            _ => throw new InvalidOperationException($"A run did not complete: {document.ToJsonString()}"),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await _client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted
            ? JsonNode.Parse(body, documentOptions: default(JsonDocumentOptions))!
            : throw new HttpRequestException($"{method} {path} was answered with {(int)response.StatusCode}: {body}");
    }
}
