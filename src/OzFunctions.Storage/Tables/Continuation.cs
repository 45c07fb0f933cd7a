using System.Buffers.Text;
using System.Text;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>
/// Where a page begins, in a form that fits into a URL and that we know again: the SDK's own holds blanks, and the service takes any other
/// text for a place.
/// </summary>
internal static class Continuation
{
    private const string Mark = "1:";

    /// <summary>Writes a continuation.</summary>
    /// <param name="token">The SDK's token; null on the last page.</param>
    /// <returns>What a caller is given.</returns>
    public static string? Write(string? token) => token is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mark + token));

    /// <summary>Reads a continuation.</summary>
    /// <param name="continuation">What a caller brings back; null for the first page.</param>
    /// <returns>The SDK's token.</returns>
    /// <exception cref="InvalidContinuationException">It is none of ours.</exception>
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
