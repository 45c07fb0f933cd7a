using System.Globalization;

namespace OzFunctions.Core.Removal;

/// <summary>Compares our clock with the storage's, so that a clock that is wrong for a while cannot make everything look expired.</summary>
/// <param name="storage">Tells the storage's time.</param>
/// <param name="time">Our clock.</param>
public sealed class ClockCheck(IStorageClock storage, TimeProvider time)
{
    /// <summary>By how much the clocks may differ, and may have advanced differently.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Reads both clocks.</summary>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>What they say; null where the storage does not tell its time.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<ClockReading?> ReadAsync(CancellationToken cancellationToken)
    {
        var (asked, began) = (time.GetUtcNow(), time.GetTimestamp());
        if (await storage.ReadAsync(cancellationToken) is not { } theirs)
        {
            return null;
        }

        // The storage told its time at some moment of the request: of all that ours was meanwhile, what is nearest counts. A clock that is set meanwhile changes nothing.
        var answered = asked + time.GetElapsedTime(began);
        return new ClockReading(theirs < asked ? asked : theirs > answered ? answered : theirs, theirs);
    }

    /// <summary>Whether the clocks agree.</summary>
    /// <param name="reading">What they say.</param>
    /// <returns>False where they differ by more than <see cref="Tolerance"/>, or the storage's is not known.</returns>
    internal static bool Agree(ClockReading? reading) => reading is not null && (reading.Ours - reading.Storage).Duration() <= Tolerance;

    /// <summary>Says why nothing may be removed by our clock.</summary>
    /// <param name="reading">What the clocks say.</param>
    /// <param name="agreed">What they said when they last agreed; null while they never did.</param>
    /// <returns>A sentence, or null where nothing stands against it.</returns>
    internal static string? Objection(ClockReading? reading, ClockReading? agreed)
    {
        if (reading is null)
        {
            return "The storage does not tell its time, with which ours is compared.";
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
