namespace OzFunctions.Storage.Folders;

/// <summary>Converts times to and from the snapshots' form: microseconds since 1970, UTC, which is the precision of parsed payloads.</summary>
internal static class StoredTime
{
    /// <summary>Converts to the stored number; null stays null.</summary>
    public static long? To(DateTimeOffset? time) => time is { } value ? (value - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : null;

    /// <summary>Converts from the stored number; null stays null.</summary>
    public static DateTimeOffset? From(long? microseconds) => microseconds is { } value ? DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond) : null;
}
