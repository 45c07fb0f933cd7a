using Cronos;
using Microsoft.Extensions.Options;

namespace OzFunctions.Server.Schedules;

/// <summary>How schedules are written in the settings: second, minute, hour, day, month, day of the week.</summary>
internal static class ScheduleText
{
    /// <summary>Reads a schedule.</summary>
    /// <param name="text">The schedule.</param>
    /// <returns>The same, to be asked.</returns>
    /// <exception cref="CronFormatException">It is none.</exception>
    public static CronExpression Parse(string text) => CronExpression.Parse(text, CronFormat.IncludeSeconds);

    /// <summary>Refuses a schedule that cannot be read, or never comes.</summary>
    /// <param name="setting">The setting's name.</param>
    /// <param name="text">The schedule.</param>
    /// <param name="example">One that can be read.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>A sentence that names the setting, or success.</returns>
    public static ValidateOptionsResult Validate(string setting, string? text, string example, DateTimeOffset now)
    {
        try
        {
            return Parse(text ?? "").GetNextOccurrence(now, TimeZoneInfo.Utc) is null
                ? ValidateOptionsResult.Fail($"{setting} '{text}' never comes.")
                : ValidateOptionsResult.Success;
        }
        catch (CronFormatException)
        {
            return ValidateOptionsResult.Fail($"{setting} '{text}' is not second, minute, hour, day, month and day of the week ({example}).");
        }
    }
}
