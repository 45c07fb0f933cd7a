using System.Buffers.Text;
using System.Globalization;
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
    private const char PartEnd = '.';

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

    /// <summary>Encodes a position in a list that is read one part after the other.</summary>
    /// <param name="part">The part that was read, from 0.</param>
    /// <param name="next">The token for the next page of the part; null when the part ends.</param>
    /// <param name="parts">The number of parts.</param>
    /// <returns>The token; null when the list ends.</returns>
    public static string? WritePart(int part, string? next, int parts) =>
        next is not null ? string.Create(CultureInfo.InvariantCulture, $"{part}{PartEnd}{next}")
        : part + 1 < parts ? string.Create(CultureInfo.InvariantCulture, $"{part + 1}{PartEnd}")
        : null;

    /// <summary>Decodes a position in a list that is read one part after the other.</summary>
    /// <param name="from">The token; null to begin.</param>
    /// <param name="parts">The number of parts.</param>
    /// <returns>The part, and the token for its page; null for its first page.</returns>
    /// <exception cref="InvalidContinuationException">The token is not one of ours.</exception>
    public static (int Part, string? Place) ReadPart(string? from, int parts) =>
        from is null ? (0, null)
        : from.Split(PartEnd, 2) is [var number, var place] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part < parts
            ? (part, place.Length == 0 ? null : place)
        : throw new InvalidContinuationException();
}
