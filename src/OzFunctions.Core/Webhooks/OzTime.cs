using System.Buffers.Text;
using System.Text.Json;

namespace OzFunctions.Core.Webhooks;

/// <summary>Reads the time formats that Oz deployments are known or suspected to send, to the microsecond, as UTC.</summary>
/// <remarks>
/// Numbers are seconds, milliseconds or microseconds by their size, as the framework behind Oz API tells them apart (OZ-API section 2,
/// inferred): eleven digits and more are milliseconds, sixteen and more microseconds.
/// </remarks>
public static class OzTime
{
    private const decimal SmallestMilliseconds = 10_000_000_000m;
    private const decimal SmallestMicroseconds = 1_000_000_000_000_000m;
    private const decimal MicrosecondsAtMaxValue = 253_402_300_799_999_999m;
    private const int MostOnTheStack = 256;

    /// <summary>Reads the time that the reader stands on.</summary>
    /// <param name="reader">A reader at a value.</param>
    /// <param name="time">The time, UTC; only when the result is true.</param>
    /// <returns>False for anything but a number from 1970 to 9999, also as a string, or an ISO 8601 time; one without an offset is UTC.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        time = default;
        if (reader.TokenType is JsonTokenType.Number)
        {
            return reader.TryGetDecimal(out var number) && TryFromNumber(number, out time);
        }

        if (reader.TokenType is not JsonTokenType.String)
        {
            return false;
        }

        if (!reader.ValueIsEscaped)
        {
            return TryFromText(reader.ValueSpan, out time);
        }

        var escaped = reader.ValueSpan;
        Span<byte> buffer = escaped.Length <= MostOnTheStack ? stackalloc byte[MostOnTheStack] : new byte[escaped.Length];
        return TryUnescape(escaped, buffer, out var length) && TryFromText(buffer[..length], out time);
    }

    private static bool TryFromText(ReadOnlySpan<byte> text, out DateTimeOffset time) =>
        Utf8Parser.TryParse(text, out decimal number, out var read) && read == text.Length
            ? TryFromNumber(number, out time)
            : OzIsoTime.TryParse(text, out time);

    // The framework's own way throws for half a surrogate pair. A time is ASCII, so nothing beyond it needs to be understood.
    private static bool TryUnescape(ReadOnlySpan<byte> escaped, Span<byte> text, out int length)
    {
        length = 0;
        while (!escaped.IsEmpty)
        {
            var taken = 1;
            var character = escaped[0];
            if (escaped is [(byte)'\\', (byte)'/', ..])
            {
                (character, taken) = ((byte)'/', 2);
            }
            else if (escaped.StartsWith("\\u00"u8) && Utf8Parser.TryParse(escaped[4..6], out character, out _, 'X'))
            {
                taken = 6;
            }
            else if (character == '\\')
            {
                return false;
            }

            text[length++] = character;
            escaped = escaped[taken..];
        }

        return true;
    }

    private static bool TryFromNumber(decimal number, out DateTimeOffset time)
    {
        time = default;
        if (number is < 0 or > MicrosecondsAtMaxValue)
        {
            return false;
        }

        var microseconds = number switch
        {
            >= SmallestMicroseconds => number,
            >= SmallestMilliseconds => number * 1_000m,
            _ => number * 1_000_000m,
        };

        if (microseconds > MicrosecondsAtMaxValue)
        {
            return false;
        }

        time = DateTimeOffset.UnixEpoch.AddTicks((long)decimal.Round(microseconds) * TimeSpan.TicksPerMicrosecond);
        return true;
    }
}
