using System.Buffers.Text;
using System.Text.Json;

namespace OzFunctions.Web.Oz;

/// <summary>
/// Reads the <c>error_code</c> of what Oz answers when it refuses (OZ-API sections 5 and 9). All else in the body may quote what was asked, so
/// it is never read, and may be of any type, broken off, or no JSON at all.
/// </summary>
internal static class OzErrorBody
{
    /// <summary>How much of a refusal's body is read, in bytes. Oz writes the code first.</summary>
    public const int MaxBytes = 64 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the code.</summary>
    /// <param name="body">The body, as far as it came.</param>
    /// <returns>The code; null where there is none that can be read.</returns>
    public static int? ReadCode(ReadOnlySpan<byte> body)
    {
        try
        {
            // Not the final block: what is broken off behind the code is then no error, and a number that is broken off is no number.
            var reader = new Utf8JsonReader(
                body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body,
                isFinalBlock: false,
                new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxBytes }));
            return ReadCode(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name with an escape sequence that stands for no character.
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
