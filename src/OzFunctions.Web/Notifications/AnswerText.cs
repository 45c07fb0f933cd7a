using System.Text;
using System.Text.RegularExpressions;

namespace OzFunctions.Web.Notifications;

/// <summary>The text of a response, to be shown to operators.</summary>
internal static partial class AnswerText
{
    private const string Hidden = "…";

    // Shorter words name a route and are no secrets.
    private const int ShortestSecret = 6;

    /// <summary>Decodes the beginning of a response.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="url">The URL of the request, of which path and query may be secret; null when they are not. Some servers quote them when they refuse a request.</param>
    /// <returns>The text without control characters and without the parts of the URL that may be secret; null when there is none.</returns>
    public static string? Of(ReadOnlySpan<byte> bytes, Uri? url = null)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        var text = new string([.. Encoding.UTF8.GetString(bytes).Select(static letter => char.IsControl(letter) ? ' ' : letter)]);
        return Secrets(url).Aggregate(text, Without);
    }

    // The words, because a response may escape everything between them. The longest first, because one may contain another.
    private static IEnumerable<string> Secrets(Uri? url) => (url is null ? [] : (string[])[url.PathAndQuery, Uri.UnescapeDataString(url.PathAndQuery)])
        .SelectMany(static path => Word().Matches(path).Select(static word => word.Value))
        .Where(static word => word.Length >= ShortestSecret)
        .Distinct(StringComparer.Ordinal)
        .OrderByDescending(static word => word.Length);

    [GeneratedRegex("[A-Za-z0-9_-]+")]
    private static partial Regex Word();

    private static string Without(string text, string secret)
    {
        text = text.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase);

        // The text may end within the secret.
        for (var length = secret.Length - 1; length >= ShortestSecret; length--)
        {
            if (text.EndsWith(secret[..length], StringComparison.OrdinalIgnoreCase))
            {
                return $"{text[..^length]}{Hidden}";
            }
        }

        return text;
    }
}
