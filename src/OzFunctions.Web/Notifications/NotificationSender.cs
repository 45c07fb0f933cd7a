using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Telemetry;
using OzFunctions.Web.Connections;

namespace OzFunctions.Web.Notifications;

/// <summary>Posts notifications over HTTP.</summary>
/// <param name="clients">The endpoints' clients.</param>
/// <param name="time">The clock.</param>
public sealed class NotificationSender(EndpointClients clients, TimeProvider time) : INotificationSender
{
    /// <summary>How much of an answer is read, in bytes. One that is longer counts as no answer.</summary>
    public const int MaxAnswerBytes = 64 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly ProductInfoHeaderValue Product = new("OzFunctions", typeof(NotificationSender).Assembly.GetName().Version!.ToString(2));

    /// <inheritdoc/>
    public async Task<DeliveryAnswer> SendAsync(SignedNotification notification, CancellationToken cancellationToken)
    {
        using var activity = OzActivities.Begin("notify", ActivityKind.Client);
        activity?.SetTag("ozfunctions.endpoint", notification.Endpoint.Name);
        using var timeout = new CancellationTokenSource(notification.Endpoint.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await PostAsync(notification, both.Token);
        }
        catch (Exception e) when ((timeout.IsCancellationRequested || e is OperationCanceledException) && !cancellationToken.IsCancellationRequested)
        {
            // A connection that another attempt began may run out of its time before this attempt does.
            return new DeliveryAnswer(null, $"no whole answer within {notification.Endpoint.Timeout.TotalSeconds:0.#} s", TimedOut: true);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is HttpRequestException or IOException or SocketException)
        {
            return new DeliveryAnswer(null, ConnectionErrors.Of(e));
        }
    }

    private static HttpRequestMessage Request(SignedNotification notification)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, notification.Endpoint.Url) { Content = new ReadOnlyMemoryContent(notification.Body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.UserAgent.Add(Product);
        request.Headers.Add("webhook-id", notification.Id);
        request.Headers.Add("webhook-timestamp", notification.Timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", notification.Signature);
        return request;
    }

    private async Task<DeliveryAnswer> PostAsync(SignedNotification notification, CancellationToken cancellationToken)
    {
        for (var closed = 0; ; closed++)
        {
            using var request = Request(notification);
            try
            {
                using var response = await clients.Of(notification.Endpoint.Name).SendAsync(request, cancellationToken);
                return await ReadAsync(response, cancellationToken);
            }
            catch (HttpRequestException e) when (e.InnerException is PooledConnectionClosedException && closed < EndpointClients.MaxConnections)
            {
                // The endpoint may have closed every pooled connection, as it does when it restarts. The try after those is on a new one.
            }
        }
    }

    private async Task<DeliveryAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var kept = new byte[DeliveryAnswer.MaxBodyBytes];
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
            // The endpoint has answered: the status is the answer, and the body is only shown.
        }

        var body = Text(kept.AsSpan(0, keptBytes));
        return total > MaxAnswerBytes
            ? new DeliveryAnswer(null, $"the answer (HTTP {(int)response.StatusCode}) is longer than {MaxAnswerBytes / 1024} KiB", body)
            : new DeliveryAnswer((int)response.StatusCode, Body: body, RetryAfter: Http.RetryAfter.Of(response, time.GetUtcNow()));
    }

    private static string? Text(ReadOnlySpan<byte> bytes) => bytes.IsEmpty
        ? null
        : new string([.. Encoding.UTF8.GetString(bytes).Select(static letter => char.IsControl(letter) ? ' ' : letter)]);
}
