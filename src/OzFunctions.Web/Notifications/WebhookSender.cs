using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Connections;

namespace OzFunctions.Web.Notifications;

/// <summary>Sends notifications as webhooks, by HTTP POST.</summary>
/// <param name="clients">The endpoints' clients.</param>
/// <param name="time">The clock.</param>
public sealed class WebhookSender(EndpointClients clients, TimeProvider time) : INotificationSender
{
    /// <summary>The most bytes of a response that are read. A longer response counts as none.</summary>
    public const int MaxAnswerBytes = 64 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue CloudEventJson = new(CloudEvent.MediaType);
    private static readonly ProductInfoHeaderValue Product = new("OzFunctions", typeof(WebhookSender).Assembly.GetName().Version!.ToString(2));

    /// <inheritdoc/>
    public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken) =>
        PostAsync(SignedNotification.Of(notification), cancellationToken);

    /// <summary>Posts a signed notification.</summary>
    internal Task<AttemptResult> PostAsync(SignedNotification notification, CancellationToken cancellationToken) => TimedAttempt.RunAsync(
        notification.Endpoint,
        time,
        async token =>
        {
            using var request = Request(notification);
            using var response = await clients.Of(notification.Endpoint.Name).SendAsync(request, token);
            return await ReadAsync(response, request.RequestUri, token);
        },
        static e => e is HttpRequestException or IOException or SocketException ? new AttemptResult(null, ConnectionErrors.Of(e)) : null,
        cancellationToken);

    private static HttpRequestMessage Request(SignedNotification notification)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, notification.Endpoint.Url) { Content = new ReadOnlyMemoryContent(notification.Body) };
        request.Content.Headers.ContentType = notification.Endpoint.Format is NotificationFormat.CloudEvents ? CloudEventJson : Json;
        request.Headers.UserAgent.Add(Product);
        request.Headers.Add("webhook-id", notification.Id);
        request.Headers.Add("webhook-timestamp", notification.Timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", notification.Signature);
        return request;
    }

    private async Task<AttemptResult> ReadAsync(HttpResponseMessage response, Uri? asked, CancellationToken cancellationToken)
    {
        var kept = new byte[AttemptResult.MaxBodyBytes];
        var keptBytes = 0;
        var buffer = new byte[8 * 1024];
        var total = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (total <= MaxAnswerBytes && await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                var taken = Math.Min(read, kept.Length - keptBytes);
                buffer.AsSpan(0, taken).CopyTo(kept.AsSpan(keptBytes));
                keptBytes += taken;
                total += read;
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is HttpRequestException or IOException)
        {
            // The status decides about the delivery. The body is only shown to operators, so an incomplete one is no failure.
        }

        var body = AnswerText.Of(kept.AsSpan(0, keptBytes), asked);
        return total > MaxAnswerBytes
            ? new AttemptResult(null, $"the response (HTTP {(int)response.StatusCode}) is longer than {MaxAnswerBytes / 1024} KiB", body)
            : new AttemptResult((int)response.StatusCode, Body: body, RetryAfter: Http.RetryAfter.Of(response, time.GetUtcNow()));
    }
}
