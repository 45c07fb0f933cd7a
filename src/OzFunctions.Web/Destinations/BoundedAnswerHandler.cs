using OzFunctions.Web.Connections;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Reads a response up to the size that the response of a webhook may have. The SDKs would keep one of any length in memory.</summary>
/// <param name="inner">The handler that sends the requests.</param>
internal sealed class BoundedAnswerHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(WebhookSender.MaxAnswerBytes, cancellationToken);
            return response;
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            var status = (int)response.StatusCode;
            response.Dispose();
            throw new OutboundConnectionException($"the response (HTTP {status}) is longer than {WebhookSender.MaxAnswerBytes / 1024} KiB", e);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
