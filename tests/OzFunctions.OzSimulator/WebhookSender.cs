using System.Text;
using System.Text.Json.Nodes;

namespace OzFunctions.OzSimulator;

/// <summary>Posts webhooks, and loses, duplicates and delays some of them.</summary>
/// <param name="target">The address of the webhook route, with its key.</param>
/// <param name="faults">The faults and their shares.</param>
/// <param name="random">Decides which webhooks are affected.</param>
public sealed class WebhookSender(Uri target, WebhookFaults faults, Random random) : IDisposable
{
    private readonly HttpClient _client = new();
    private JsonObject? _late;

    /// <summary>The number of posted webhooks.</summary>
    public int Posted { get; private set; }

    /// <summary>The number of lost webhooks, those included that were not accepted.</summary>
    public int Lost { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Sends a webhook. Not for concurrent use.</summary>
    /// <param name="folder">Its body.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the webhook is posted, lost or held back.</returns>
    public Task SendAsync(JsonObject folder, CancellationToken cancellationToken) => PostAsync(Choose(folder), cancellationToken);

    /// <summary>Decides what happens to a webhook, without posting it. Not for concurrent use.</summary>
    /// <param name="folder">Its body.</param>
    /// <returns>What must be posted now, in this order; empty when the webhook is lost or held back.</returns>
    public IReadOnlyList<JsonObject> Choose(JsonObject folder)
    {
        if (random.NextDouble() < faults.Lose)
        {
            Lost++;
            return [];
        }

        if (_late is null && random.NextDouble() < faults.Late)
        {
            _late = folder;
            return [];
        }

        List<JsonObject> chosen = random.NextDouble() < faults.Duplicate ? [folder, folder] : [folder];
        return _late is null ? chosen : [.. chosen, TakeLate()];
    }

    /// <summary>Posts webhooks one after another. One that is not accepted is lost, because Oz documents no repetition.</summary>
    /// <param name="folders">Their bodies.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when all are posted.</returns>
    /// <exception cref="HttpRequestException">The very first webhook was not accepted: there is no server at this address, or the key is wrong.</exception>
    public async Task PostAsync(IReadOnlyList<JsonObject> folders, CancellationToken cancellationToken)
    {
        foreach (var folder in folders)
        {
            try
            {
                using var response = await _client.PostAsync(target, new StringContent(folder.ToJsonString(), Encoding.UTF8, "application/json"), cancellationToken);
                response.EnsureSuccessStatusCode();
                Posted++;
            }
            catch (HttpRequestException) when (Posted > 0)
            {
                Lost++;
            }
        }
    }

    /// <summary>Posts the webhook that is held back, if any.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when it is posted.</returns>
    public Task FlushAsync(CancellationToken cancellationToken) => PostAsync(_late is null ? [] : [TakeLate()], cancellationToken);

    private JsonObject TakeLate()
    {
        var late = _late!;
        _late = null;
        return late;
    }
}
