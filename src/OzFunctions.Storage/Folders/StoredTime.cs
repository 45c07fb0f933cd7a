namespace OzFunctions.Storage.Folders;

/// <summary>Converts times to and from the snapshots' form: microseconds since 1970, UTC, which is the precision of parsed payloads.</summary>
internal static class StoredTime
{
    /// <summary>Converts to the stored number.</summary>
    /// <param name="time">The time.</param>
    /// <returns>Microseconds since 1970, UTC; null for no time.</returns>
    public static long? To(DateTimeOffset? time) => time is { } value ? (value - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : null;

    /// <summary>Converts from the stored number.</summary>
    /// <param name="microseconds">Microseconds since 1970, UTC.</param>
    /// <returns>The time, UTC; null for no number.</returns>
    public static DateTimeOffset? From(long? microseconds) => microseconds is { } value ? DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond) : null;
}
