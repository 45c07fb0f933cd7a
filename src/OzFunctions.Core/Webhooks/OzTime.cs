using System.Buffers.Text;
using System.Text.Json;

namespace OzFunctions.Core.Webhooks;

/// <summary>Parses the time formats that Oz deployments are known or suspected to send, with microsecond precision, as UTC.</summary>
/// <remarks>
/// Numbers are seconds, milliseconds or microseconds, according to their size, as in lamb, the open-source framework
/// behind Oz API (inferred): eleven digits and more are milliseconds, sixteen and more are microseconds.
/// </remarks>
public static class OzTime
{
    private const decimal SmallestMilliseconds = 10_000_000_000m;
    private const decimal SmallestMicroseconds = 1_000_000_000_000_000m;
    private const decimal MicrosecondsAtMaxValue = 253_402_300_799_999_999m;
    private const int MaxStackBytes = 256;

    /// <summary>Parses the time at the reader's current token.</summary>
    /// <param name="reader">A reader at a value.</param>
    /// <param name="time">The time, UTC; valid only when the result is true.</param>
    /// <returns>False for anything but a number between 1970 and 9999, also as a string, or an ISO 8601 time. A time without an offset is UTC.</returns>
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
        Span<byte> buffer = escaped.Length <= MaxStackBytes ? stackalloc byte[MaxStackBytes] : new byte[escaped.Length];
        return TryUnescape(escaped, buffer, out var length) && TryFromText(buffer[..length], out time);
    }

    private static bool TryFromText(ReadOnlySpan<byte> text, out DateTimeOffset time) =>
        Utf8Parser.TryParse(text, out decimal number, out var read) && read == text.Length
            ? TryFromNumber(number, out time)
            : OzIsoTime.TryParse(text, out time);

    // The framework's own method throws for half a surrogate pair. A time is ASCII, so nothing else must be understood.
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
        var microseconds = number switch
        {
            < 0 or >= SmallestMicroseconds => number,
            >= SmallestMilliseconds => number * 1_000m,
            _ => number * 1_000_000m,
        };

        if (microseconds is < 0 or > MicrosecondsAtMaxValue)
        {
            return false;
        }

        time = DateTimeOffset.UnixEpoch.AddTicks((long)decimal.Round(microseconds) * TimeSpan.TicksPerMicrosecond);
        return true;
    }
}
