using System.Buffers.Text;
using System.Text.Json;

namespace OzFunctions.Web.Oz;

/// <summary>
/// Reads the <c>error_code</c> of Oz's error responses (Oz API documentation, API Error Codes). The rest of the body may quote the request, so it is not read. It may have
/// any type, be incomplete, or not be JSON at all.
/// </summary>
internal static class OzErrorBody
{
    /// <summary>The maximum number of bytes of an error response that are read. Oz writes the code first.</summary>
    public const int MaxBytes = 64 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the code.</summary>
    /// <param name="body">The part of the body that was received.</param>
    /// <returns>The code; null when there is none that can be parsed.</returns>
    public static int? ReadCode(ReadOnlySpan<byte> body)
    {
        try
        {
            // The body may have been cut off. As it is not the final block, an end after the code is no error, and a number at the end is not read, because digits may be missing.
            var reader = new Utf8JsonReader(
                body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body,
                isFinalBlock: false,
                new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxBytes }));
            return ReadCode(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name has an escape sequence that is no character.
            return null;
        }
    }

    private static int? ReadCode(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isCode = reader.ValueTextEquals("error_code"u8);
            if (!reader.Read())
            {
                return null;
            }

            if (isCode)
            {
                return CodeOf(ref reader);
            }

            if (!reader.TrySkip())
            {
                return null;
            }
        }

        return null;
    }

    private static int? CodeOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt32(out var code) => code,
        JsonTokenType.String when Utf8Parser.TryParse(reader.ValueSpan, out int code, out var read) && read == reader.ValueSpan.Length => code,
        _ => null,
    };
}
