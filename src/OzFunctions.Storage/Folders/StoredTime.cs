namespace OzFunctions.Storage.Folders;

/// <summary>Times as snapshots hold them: microseconds since 1970, UTC, which is as fine as payloads are read.</summary>
internal static class StoredTime
{
    /// <summary>To the stored number.</summary>
    /// <param name="time">The time.</param>
    /// <returns>Microseconds.</returns>
    public static long? To(DateTimeOffset? time) => time is { } value ? (value - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : null;

    /// <summary>From the stored number.</summary>
    /// <param name="microseconds">Microseconds.</param>
    /// <returns>The time, UTC.</returns>
    public static DateTimeOffset? From(long? microseconds) => microseconds is { } value ? DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond) : null;
}
