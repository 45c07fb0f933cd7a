namespace OzFunctions.Web.Connections;

/// <summary>
/// Sends a request again at once whose pooled connection turned out to be closed. The server may have closed every pooled connection, as it does
/// when it restarts: the try after those is on a new one.
/// </summary>
/// <param name="inner">The handler, over <see cref="ReusedConnectionStream"/>s.</param>
/// <param name="most">How many connections are pooled.</param>
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
                // Nothing of an answer came, so the same request is sent once more.
            }
        }
    }
}
