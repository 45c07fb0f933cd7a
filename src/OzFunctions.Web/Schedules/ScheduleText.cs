using Cronos;

namespace OzFunctions.Web.Schedules;

/// <summary>How schedules are written in the settings: second, minute, hour, day, month, day of the week.</summary>
public static class ScheduleText
{
    /// <summary>Reads a schedule.</summary>
    /// <param name="text">The schedule.</param>
    /// <returns>The same, to be asked.</returns>
    /// <exception cref="CronFormatException">It is none.</exception>
    public static CronExpression Parse(string text) => CronExpression.Parse(text, CronFormat.IncludeSeconds);

    /// <summary>Finds out why a schedule cannot be kept.</summary>
    /// <param name="setting">The setting's name.</param>
    /// <param name="text">The schedule.</param>
    /// <param name="example">One that can be read.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>A sentence that names the setting; null for one that can be read and comes again.</returns>
    public static string? ProblemOf(string setting, string? text, string example, DateTimeOffset now)
    {
        try
        {
            return Parse(text ?? "").GetNextOccurrence(now, TimeZoneInfo.Utc) is null ? $"{setting} '{text}' never comes." : null;
        }
        catch (CronFormatException)
        {
            return Malformed(setting, text, example);
        }
    }

    /// <summary>Says that a schedule cannot be read.</summary>
    /// <param name="setting">The setting's name.</param>
    /// <param name="text">The schedule.</param>
    /// <param name="example">One that can be read.</param>
    /// <returns>A sentence.</returns>
    internal static string Malformed(string setting, string? text, string example) =>
        $"{setting} '{text}' is not second, minute, hour, day, month and day of the week ({example}).";
}
