using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Webhooks;

/// <summary>Reads a request's body into memory, up to a limit.</summary>
internal static class BodyReader
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>Reads the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The most bytes that it may have.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The bytes; null when there are more than allowed. If the length is declared, this is found before any byte is read.</returns>
    /// <exception cref="BadHttpRequestException">The request is malformed.</exception>
    /// <exception cref="IOException">The client disconnected.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        try
        {
            return await ReadBodyAsync(request, maxBytes, cancellationToken);
        }
        catch (IOException e) when (e is not BadHttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            // The web server reports some malformed chunks as if the connection had failed.
            throw new BadHttpRequestException(e.Message, e);
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(request.ContentLength ?? FirstBuffer, maxBytes) + 1];
        var length = 0;
        while (await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length > maxBytes)
            {
                return null;
            }

            // One byte more than the limit is enough to detect a longer body.
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, maxBytes + 1L));
            }
        }

        return buffer.AsMemory(0, length);
    }
}
