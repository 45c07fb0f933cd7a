using Cronos;
using Microsoft.Extensions.Options;
using OzFunctions.Web.Reconciliation;

namespace OzFunctions.Server.Reconciliation;

/// <summary>Refuses a schedule that cannot be read, or never comes.</summary>
/// <param name="time">The clock.</param>
internal sealed class ValidateSchedule(TimeProvider time) : IValidateOptions<ReconciliationOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ReconciliationOptions options)
    {
        try
        {
            return ReconciliationTimer.Parse(options.Schedule ?? "").GetNextOccurrence(time.GetUtcNow(), TimeZoneInfo.Utc) is null
                ? ValidateOptionsResult.Fail($"Reconciliation:Schedule '{options.Schedule}' never comes.")
                : ValidateOptionsResult.Success;
        }
        catch (CronFormatException)
        {
            return ValidateOptionsResult.Fail(
                $"Reconciliation:Schedule '{options.Schedule}' is not second, minute, hour, day, month and day of the week (0 */5 * * * *).");
        }
    }
}
