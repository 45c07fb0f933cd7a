namespace OzFunctions.Web.Connections;

/// <summary>
/// Resends a request at once when its pooled connection turns out to be closed. A server that restarts closes every pooled connection, so the request
/// is resent as often as there may be pooled connections; the try after those opens a new one.
/// </summary>
/// <param name="inner">The handler, over <see cref="ReusedConnectionStream"/>s.</param>
/// <param name="most">The size of the connection pool.</param>
internal sealed class ClosedConnectionHandler(HttpMessageHandler inner, int most) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var closed = 0; ; closed++)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException e) when (e.InnerException is PooledConnectionClosedException && closed < most)
            {
                // No part of a response arrived. The receiver may still have processed the request: it recognizes the repetition by the notification's id.
            }
        }
    }
}
