using System.Net;

namespace OzFunctions.Web.Oz;

/// <summary>The JSON body of a request, which tells when it begins to be sent: a connection has then been established.</summary>
/// <param name="json">The body.</param>
/// <param name="onSending">Called when the body begins to be sent.</param>
internal sealed class OzRequestBody(byte[] json, Action onSending) : ByteArrayContent(json)
{
    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        onSending();
        return base.SerializeToStreamAsync(stream, context, cancellationToken);
    }
}
