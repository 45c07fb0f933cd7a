using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Webhooks;

/// <summary>Finds out whether a body is compressed or otherwise encoded. None is unpacked: a small one could become very large.</summary>
internal static class BodyEncoding
{
    private const string None = "identity";
    private const int MaxName = 64;

    /// <summary>The encoding of a body.</summary>
    /// <param name="request">The request.</param>
    /// <returns>What its header <c>Content-Encoding</c> says, of visible ASCII and cut off at 64 characters; null where the body is as it is.</returns>
    public static string? Of(HttpRequest request)
    {
        var encodings = request.Headers.ContentEncoding
            .SelectMany(static header => (header ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(static encoding => !encoding.Equals(None, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return encodings.Count == 0 ? null : string.Concat(string.Join(", ", encodings).Where(static letter => letter is >= ' ' and <= '~').Take(MaxName));
    }
}
