using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Webhooks;

/// <summary>Detects a compressed or otherwise encoded body. We decode none, because a small body could become very large.</summary>
internal static class BodyEncoding
{
    private const string None = "identity";
    private const int MaxName = 64;

    /// <summary>The encoding of a body.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The value of <c>Content-Encoding</c>, reduced to printable ASCII and 64 characters; null when the body is not encoded.</returns>
    public static string? Of(HttpRequest request)
    {
        var encodings = request.Headers.ContentEncoding
            .SelectMany(static header => (header ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(static encoding => !encoding.Equals(None, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return encodings.Count == 0 ? null : string.Concat(string.Join(", ", encodings).Where(static letter => letter is >= ' ' and <= '~').Take(MaxName));
    }
}
