using System.Globalization;

namespace OzFunctions.Core.Removal;

/// <summary>Compares our clock with the storage's, so that a temporarily wrong clock cannot make everything seem expired.</summary>
/// <param name="storage">Reads the storage's clock.</param>
/// <param name="time">Our clock.</param>
public sealed class ClockCheck(IStorageClock storage, TimeProvider time)
{
    /// <summary>The maximum difference between the clocks, and between their advances.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Reads both clocks.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The reading; null when the storage does not return its time.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<ClockReading?> ReadAsync(CancellationToken cancellationToken)
    {
        var (asked, began) = (time.GetUtcNow(), time.GetTimestamp());
        if (await storage.ReadAsync(cancellationToken) is not { } theirs)
        {
            return null;
        }

        // The storage read its clock at some moment during the request; of our times in that interval, the nearest one counts. Measured
        // monotonically, so that setting our clock meanwhile has no effect.
        var answered = asked + time.GetElapsedTime(began);
        return new ClockReading(theirs < asked ? asked : theirs > answered ? answered : theirs, theirs);
    }

    /// <summary>Whether the clocks agree: false when they differ by more than <see cref="Tolerance"/>, or the storage's is unknown.</summary>
    internal static bool Agree(ClockReading? reading) => reading is not null && (reading.Ours - reading.Storage).Duration() <= Tolerance;

    /// <summary>Explains why our clock must not be trusted for removal.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="agreed">The reading when the clocks last agreed; null when they never did.</param>
    /// <returns>A sentence; null when our clock can be trusted.</returns>
    internal static string? Objection(ClockReading? reading, ClockReading? agreed)
    {
        if (reading is null)
        {
            return "The storage did not return its time, so our clock cannot be checked.";
        }

        if (!Agree(reading))
        {
            return $"Our clock says {Text(reading.Ours)}, the storage's {Text(reading.Storage)}: they differ by {Text((reading.Ours - reading.Storage).Duration())}.";
        }

        if (agreed is null)
        {
            return null;
        }

        var (ours, theirs) = (reading.Ours - agreed.Ours, reading.Storage - agreed.Storage);
        return (ours - theirs).Duration() > Tolerance
            ? $"Since {Text(agreed.Ours)} our clock has advanced by {Text((ours - theirs).Duration())} {(ours > theirs ? "more" : "less")} than the storage's."
            : null;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(TimeSpan time) => time.TotalDays >= 2 ? Text(time.TotalDays, "days") : time.TotalHours >= 2 ? Text(time.TotalHours, "hours") : Text(time.TotalMinutes, "minutes");

    private static string Text(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:0.#} {unit}");
}
