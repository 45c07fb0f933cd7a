using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Http;

/// <summary>The address of a client, for the log.</summary>
internal static class ClientAddress
{
    private const string Forwarded = "X-Forwarded-For";
    private const int MaxForwarded = 100;

    // Clients can send any header value, so only characters of addresses may reach the log.
    private static readonly SearchValues<char> OfAddresses = SearchValues.Create("0123456789abcdefABCDEF.:[], ");

    /// <summary>Describes the client of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The address of the connection, followed by those that <c>X-Forwarded-For</c> claims. Behind a proxy or the Functions host, the connection is theirs.</returns>
    public static string Of(HttpRequest request)
    {
        var address = request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "an unknown address";
        return $"{request.Headers[Forwarded]}" is { Length: > 0 and <= MaxForwarded } claimed && !claimed.AsSpan().ContainsAnyExcept(OfAddresses)
            ? $"{address} ({Forwarded}: {claimed})"
            : address;
    }
}
