using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Threading.Channels;

namespace OzFunctions.Benchmarks.Load;

/// <summary>Posts the webhooks of a plan in order, and records when each was due and when it was acknowledged.</summary>
internal sealed class LoadPoster(LoadOptions options)
{
    private const int MostTries = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Posts the webhooks.</summary>
    /// <param name="api">The address of the server's routes.</param>
    /// <param name="webhooks">The webhooks in posting order.</param>
    /// <returns>The acknowledged webhooks.</returns>
    public async Task<IReadOnlyList<Posted>> PostAsync(string api, IReadOnlyList<LoadWebhook> webhooks)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = options.Connections });
        var address = new Uri($"{api}/oz/webhooks");
        var posted = new ConcurrentBag<Posted>();
        var due = Channel.CreateUnbounded<(LoadWebhook Webhook, long At)>();
        var posters = Enumerable.Range(0, options.Connections).Select(async _ =>
        {
            await foreach (var (webhook, at) in due.Reader.ReadAllAsync())
            {
                posted.Add(await PostAsync(client, address, webhook, options.Rate is null ? Stopwatch.GetTimestamp() : at));
            }
        }).ToList();
        await OfferAsync(due.Writer, webhooks);
        await Task.WhenAll(posters);
        return [.. posted];
    }

    private async Task OfferAsync(ChannelWriter<(LoadWebhook Webhook, long At)> due, IReadOnlyList<LoadWebhook> webhooks)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var (i, webhook) in webhooks.Index())
        {
            if (options.Rate is { } rate && TimeSpan.FromSeconds(i / rate) - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, TimeProvider.System);
            }

            // Latency is measured from the scheduled time, so waiting for a connection counts.
            due.TryWrite((webhook, Stopwatch.GetTimestamp()));
        }

        due.Complete();
    }

    private static async Task<Posted> PostAsync(HttpClient client, Uri address, LoadWebhook webhook, long due)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(webhook.Body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add(Ceiling.FolderHeader, webhook.FolderId);
            request.Headers.Add(Ceiling.VersionHeader, webhook.Version.ToString(CultureInfo.InvariantCulture));
            if (webhook.IsTold)
            {
                request.Headers.Add(Ceiling.ToldHeader, "");
            }

            using var response = await client.SendAsync(request);

            // The storage did not respond in time. The webhook is posted again, as Oz does, and the time until then counts.
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable && tries < MostTries)
            {
                await Task.Delay(Pause, TimeProvider.System);
                continue;
            }

            var body = await response.Content.ReadAsStringAsync();
            var answered = Stopwatch.GetTimestamp();
            response.EnsureSuccessStatusCode();
            return new Posted(webhook.FolderId, body, due, answered);
        }
    }

    /// <summary>A webhook that was acknowledged.</summary>
    /// <param name="FolderId">The folder.</param>
    /// <param name="Answer">The body of the response.</param>
    /// <param name="Due">The timestamp at which it was to be posted.</param>
    /// <param name="Answered">The timestamp of the response.</param>
    internal sealed record Posted(string FolderId, string Answer, long Due, long Answered);
}
