using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Webhooks;

/// <summary>Reads a request's body once, as bytes, and never more than allowed.</summary>
internal static class BodyReader
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>Reads the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">How many bytes it may have.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The bytes, or null when there are more than allowed; where the length is declared, before any is read.</returns>
    /// <exception cref="BadHttpRequestException">The request is malformed.</exception>
    /// <exception cref="IOException">The caller left.</exception>
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
            // Some of what is wrong with a chunk the web server throws as if the connection had failed.
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

            // One byte beyond the limit is room enough to notice a body that is longer.
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, maxBytes + 1L));
            }
        }

        return buffer.AsMemory(0, length);
    }
}
