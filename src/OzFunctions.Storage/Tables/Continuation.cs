using System.Buffers.Text;
using System.Text;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>
/// Continuation tokens in a form that fits into a URL and that we can recognise. The SDK's own tokens contain blanks, and the service accepts any
/// other text as a position.
/// </summary>
internal static class Continuation
{
    private const string Mark = "1:";

    /// <summary>Encodes a continuation token.</summary>
    /// <param name="token">The SDK's token; null on the last page.</param>
    /// <returns>The token for callers; null on the last page.</returns>
    public static string? Write(string? token) => token is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mark + token));

    /// <summary>Decodes a continuation token.</summary>
    /// <param name="continuation">The token from a caller; null for the first page.</param>
    /// <returns>The SDK's token; null for the first page.</returns>
    /// <exception cref="InvalidContinuationException">The token is not one of ours.</exception>
    public static string? Read(string? continuation)
    {
        if (continuation is null)
        {
            return null;
        }

        if (!Base64Url.IsValid(continuation))
        {
            throw new InvalidContinuationException();
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(continuation));
        return text.StartsWith(Mark, StringComparison.Ordinal) ? text[Mark.Length..] : throw new InvalidContinuationException();
    }
}
