using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using OzFunctions.Web.Reconciliation;
using OzFunctions.Web.Removal;

namespace OzFunctions.Web.Schedules;

/// <summary>
/// The schedules that the Functions host itself reads for its timers (<c>%Reconciliation:Schedule%</c>). The host does not know our defaults. If it cannot
/// parse a schedule, it omits the timer and keeps serving, so the app reports that it is not ready.
/// </summary>
/// <param name="configuration">The settings.</param>
/// <param name="time">The clock.</param>
public sealed partial class HostSchedules(IConfiguration configuration, TimeProvider time)
{
    /// <summary>The settings, each with an example.</summary>
    internal static IReadOnlyDictionary<string, string> Examples { get; } = new Dictionary<string, string>
    {
        [$"{ReconciliationOptions.Section}:{nameof(ReconciliationOptions.Schedule)}"] = new ReconciliationOptions().Schedule,
        [$"{RetentionOptions.Section}:{nameof(RetentionOptions.Schedule)}"] = new RetentionOptions().Schedule,
    };

    /// <summary>Finds the schedules for which the host runs no timer.</summary>
    /// <returns>One sentence for each; null when there are none.</returns>
    internal string? FindProblem()
    {
        var problems = Examples.Select(schedule => ProblemOf(schedule.Key, schedule.Value)).OfType<string>().ToList();
        return problems.Count > 0 ? string.Join(' ', problems) : null;
    }

    private string? ProblemOf(string setting, string example) => configuration[setting] switch
    {
        null or "" => $"{setting} is not set, so the Functions host runs no timer for it. Set the app setting {setting.Replace(":", "__", StringComparison.Ordinal)}, for example to '{example}'.",

        // The host parses schedules with another library than the server, which supports less: no L, W, # or ?, and no 7 for Sunday.
        var text when !HostForm().IsMatch(text.Trim()) => ScheduleText.Malformed(setting, example),
        var text => ScheduleText.ProblemOf(setting, text, example, time.GetUtcNow()),
    };

    [GeneratedRegex(@"^(?:[0-9*,/-]+\s+){4}(?:[0-9*,/-]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+\s+(?:[0-6*,-]|/[0-9]+|SUN|MON|TUE|WED|THU|FRI|SAT)+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HostForm();
}
