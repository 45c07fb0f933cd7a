namespace OzFunctions.Core.Webhooks;

/// <summary>Parses the ISO 8601 times that serializers write, with microsecond precision, as UTC.</summary>
/// <remarks>
/// Extended (<c>2026-11-28T10:15:00.5+03:00</c>) and basic (<c>20261128T101500Z</c>) format. <c>T</c> may be <c>t</c> or one space;
/// <c>Z</c> may be <c>z</c>. Seconds are optional, and so is the time of day in the extended format. A fraction of a second has any number
/// of digits after a dot or a comma. An offset is <c>+03</c>, <c>+0300</c> or <c>+03:00</c>; without one the time is UTC. Week dates,
/// ordinal dates, 24:00 and leap seconds are not accepted, because serializers do not write them.
/// </remarks>
internal static class OzIsoTime
{
    private const int MicrosecondDigits = 6;

    // The limit of DateTimeOffset, which is also the largest offset in use.
    private const int MaxOffsetHours = 14;

    /// <summary>Parses a time.</summary>
    /// <param name="text">The text in UTF-8, unescaped.</param>
    /// <param name="time">The time, UTC, truncated to the microsecond; valid only when the result is true.</param>
    /// <returns>False for anything but a time from 1970 to 9999 in one of the formats above.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (!TryDate(ref text, out var date, out var isExtended))
        {
            return false;
        }

        var (clock, offset) = (TimeSpan.Zero, TimeSpan.Zero);

        // A basic date without a time would be a number.
        var isComplete = text.IsEmpty
            ? isExtended
            : TrySeparator(ref text, isExtended) && TryClock(ref text, isExtended, out clock) && TryOffset(ref text, out offset) && text.IsEmpty;

        var ticks = date.Ticks + clock.Ticks - offset.Ticks;
        if (!isComplete || ticks < DateTimeOffset.UnixEpoch.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryDate(ref ReadOnlySpan<byte> text, out DateTime date, out bool isExtended)
    {
        (date, isExtended) = (default, false);
        if (!TryDigits(ref text, 4, out var year))
        {
            return false;
        }

        isExtended = TryTake(ref text, '-');
        if (!TryDigits(ref text, 2, out var month)
            || (isExtended && !TryTake(ref text, '-'))
            || !TryDigits(ref text, 2, out var day)
            || year == 0
            || month is 0 or > 12
            || day == 0
            || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        return true;
    }

    private static bool TrySeparator(ref ReadOnlySpan<byte> text, bool isExtended) =>
        TryTake(ref text, 'T') || TryTake(ref text, 't') || (isExtended && TryTake(ref text, ' '));

    private static bool TryClock(ref ReadOnlySpan<byte> text, bool isExtended, out TimeSpan clock)
    {
        clock = default;
        if (!TryDigits(ref text, 2, out var hour)
            || (isExtended && !TryTake(ref text, ':'))
            || !TryDigits(ref text, 2, out var minute)
            || hour > 23
            || minute > 59)
        {
            return false;
        }

        var (second, microseconds) = (0, 0);
        var hasSeconds = isExtended ? TryTake(ref text, ':') : text is [>= (byte)'0' and <= (byte)'9', ..];
        if (hasSeconds && (!TryDigits(ref text, 2, out second) || second > 59 || !TryFraction(ref text, out microseconds)))
        {
            return false;
        }

        clock = new TimeSpan(0, hour, minute, second, 0, microseconds);
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, out int microseconds)
    {
        microseconds = 0;
        if (!TryTake(ref text, '.') && !TryTake(ref text, ','))
        {
            return true;
        }

        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length : digits;
        for (var i = 0; i < MicrosecondDigits; i++)
        {
            microseconds = (microseconds * 10) + (i < digits ? text[i] - '0' : 0);
        }

        text = text[digits..];
        return digits > 0;
    }

    private static bool TryOffset(ref ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = default;
        if (text.IsEmpty || TryTake(ref text, 'Z') || TryTake(ref text, 'z'))
        {
            return true;
        }

        var isBehind = TryTake(ref text, '-');
        if ((!isBehind && !TryTake(ref text, '+')) || !TryDigits(ref text, 2, out var hours))
        {
            return false;
        }

        var minutes = 0;
        var hasMinutes = TryTake(ref text, ':') || !text.IsEmpty;
        if ((hasMinutes && !TryDigits(ref text, 2, out minutes)) || minutes > 59 || (hours * 60) + minutes > MaxOffsetHours * 60)
        {
            return false;
        }

        offset = new TimeSpan(isBehind ? -hours : hours, isBehind ? -minutes : minutes, 0);
        return true;
    }

    private static bool TryDigits(ref ReadOnlySpan<byte> text, int count, out int value)
    {
        value = 0;
        if (text.Length < count || text[..count].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        foreach (var digit in text[..count])
        {
            value = (value * 10) + (digit - '0');
        }

        text = text[count..];
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, char sought)
    {
        var found = !text.IsEmpty && text[0] == sought;
        text = found ? text[1..] : text;
        return found;
    }
}
