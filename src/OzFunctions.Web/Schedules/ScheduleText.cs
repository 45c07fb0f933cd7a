using Cronos;

namespace OzFunctions.Web.Schedules;

/// <summary>Parses the schedules in the settings: cron expressions of second, minute, hour, day, month and day of the week.</summary>
public static class ScheduleText
{
    /// <summary>Parses a schedule.</summary>
    /// <param name="text">The schedule.</param>
    /// <returns>The parsed schedule.</returns>
    /// <exception cref="CronFormatException">The text is not a schedule.</exception>
    public static CronExpression Parse(string text) => CronExpression.Parse(text, CronFormat.IncludeSeconds);

    /// <summary>Validates a schedule.</summary>
    /// <param name="setting">The setting's name.</param>
    /// <param name="text">The schedule.</param>
    /// <param name="example">A valid schedule.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>A sentence that names the setting; null when the schedule is valid and has a next occurrence.</returns>
    public static string? ProblemOf(string setting, string? text, string example, DateTimeOffset now)
    {
        try
        {
            return Parse(text ?? "").GetNextOccurrence(now, TimeZoneInfo.Utc) is null ? $"{setting} never occurs." : null;
        }
        catch (CronFormatException)
        {
            return Malformed(setting, example);
        }
    }

    /// <summary>The sentence about a schedule that cannot be parsed.</summary>
    internal static string Malformed(string setting, string example) =>
        $"{setting} is not a schedule of second, minute, hour, day, month and day of the week, for example {example}.";
}
