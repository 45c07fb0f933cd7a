using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>The routes of a server, in Development, where no key is asked for.</summary>
/// <param name="api">Where they are.</param>
internal sealed class ScaleApi(string api) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri($"{api}/") };

    /// <summary>Posts a webhook.</summary>
    /// <param name="body">The body.</param>
    /// <param name="outcome">What must come of it.</param>
    /// <returns>A task that ends when it is answered.</returns>
    /// <exception cref="InvalidOperationException">Something else came of it.</exception>
    public async Task PostAsync(byte[] body, string outcome)
    {
        using var content = new ByteArrayContent(body);
        var answer = await SendAsync(HttpMethod.Post, "oz/webhooks", content);
        if ((string?)answer["outcome"] != outcome)
        {
            throw new InvalidOperationException($"A webhook was '{answer["outcome"]}' and not '{outcome}', so its cost says nothing.");
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="path">Its route and query.</param>
    /// <returns>The document.</returns>
    public Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Reads a page.</summary>
    /// <param name="path">The route and query of its list.</param>
    /// <param name="least">How many items it must have at least.</param>
    /// <param name="continuation">Where it begins; null for the first page.</param>
    /// <returns>Where the next page begins; null where there is none.</returns>
    /// <exception cref="InvalidOperationException">It has fewer items.</exception>
    public async Task<string?> PageAsync(string path, int least, string? continuation = null)
    {
        var page = await GetAsync(continuation is null ? path : $"{path}&continuation={Uri.EscapeDataString(continuation)}");
        var items = page["items"]!.AsArray().Count;
        return items >= least ? (string?)page["continuation"] : throw new InvalidOperationException($"A page of {path} has {items} items and not {least}, so its cost says nothing.");
    }

    /// <summary>Starts a run.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The route and query.</param>
    /// <returns>The run's id.</returns>
    public async Task<string?> StartAsync(HttpMethod method, string path) => (string?)(await SendAsync(method, path))["runId"];

    /// <summary>Whether a run has finished.</summary>
    /// <param name="run">Its id.</param>
    /// <returns>False while it runs.</returns>
    /// <exception cref="InvalidOperationException">It failed, or stopped at a limit.</exception>
    public async Task<bool> IsFinishedAsync(string run)
    {
        var document = await GetAsync($"runs/{run}");
        return ((string?)document["state"], (string?)document["stoppedBy"]) switch
        {
            ("running", _) => false,
            ("finished", null) => true,
            _ => throw new InvalidOperationException($"A run did not come to its end: {document.ToJsonString()}"),
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
