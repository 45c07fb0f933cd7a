using System.Text;
using System.Text.Json.Nodes;

namespace OzFunctions.OzSimulator;

/// <summary>Posts webhooks, and loses, doubles and delays some.</summary>
/// <param name="target">The address of the webhook route, with its key.</param>
/// <param name="faults">What goes wrong.</param>
/// <param name="random">Decides what goes wrong with which.</param>
public sealed class WebhookSender(Uri target, WebhookFaults faults, Random random) : IDisposable
{
    private readonly HttpClient _client = new();
    private JsonObject? _late;

    /// <summary>How many were posted.</summary>
    public int Posted { get; private set; }

    /// <summary>How many were lost.</summary>
    public int Lost { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Sends a webhook. One call at a time.</summary>
    /// <param name="folder">Its body.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is posted, as far as it is.</returns>
    public async Task SendAsync(JsonObject folder, CancellationToken cancellationToken)
    {
        if (random.NextDouble() < faults.Lose)
        {
            Lost++;
            return;
        }

        if (_late is null && random.NextDouble() < faults.Late)
        {
            _late = folder;
            return;
        }

        await PostAsync(folder, cancellationToken);
        if (random.NextDouble() < faults.Duplicate)
        {
            await PostAsync(folder, cancellationToken);
        }

        await FlushAsync(cancellationToken);
    }

    /// <summary>Posts what is still on its way.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is posted.</returns>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_late is { } late)
        {
            _late = null;
            await PostAsync(late, cancellationToken);
        }
    }

    private async Task PostAsync(JsonObject folder, CancellationToken cancellationToken)
    {
        Posted++;
        using var response = await _client.PostAsync(target, new StringContent(folder.ToJsonString(), Encoding.UTF8, "application/json"), cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
