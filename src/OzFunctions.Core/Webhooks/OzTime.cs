using System.Buffers.Text;
using System.Globalization;
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

    private static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd",
    ];

    /// <summary>Reads the time that the reader stands on.</summary>
    /// <param name="reader">A reader at a value.</param>
    /// <param name="time">The time, UTC; only when the result is true.</param>
    /// <returns>False for anything but a number from 1970 to 9999 or an ISO 8601 time; one without an offset is UTC.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        time = default;
        if (reader.TokenType is JsonTokenType.Number)
        {
            return reader.TryGetDecimal(out var number) && TryFromNumber(number, out time);
        }

        if (reader.TokenType is not JsonTokenType.String || reader.ValueIsEscaped)
        {
            return false;
        }

        return Utf8Parser.TryParse(reader.ValueSpan, out decimal text, out var read) && read == reader.ValueSpan.Length
            ? TryFromNumber(text, out time)
            : TryFromIso(ref reader, out time);
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

    private static bool TryFromIso(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(reader.GetString(), IsoFormats, CultureInfo.InvariantCulture, Utc, out time)
            || time < DateTimeOffset.UnixEpoch)
        {
            return false;
        }

        time = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
        return true;
    }
}
