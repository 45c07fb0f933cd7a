using Microsoft.Extensions.Options;
using OzFunctions.Web.Reconciliation;
using OzFunctions.Web.Removal;

namespace OzFunctions.Server.Schedules;

/// <summary>Refuses schedules that cannot be read, or never come.</summary>
/// <param name="time">The clock.</param>
internal sealed class ValidateSchedules(TimeProvider time) : IValidateOptions<ReconciliationOptions>, IValidateOptions<RetentionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ReconciliationOptions options) =>
        ScheduleText.Validate("Reconciliation:Schedule", options.Schedule, "0 */5 * * * *", time.GetUtcNow());

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RetentionOptions options) =>
        ScheduleText.Validate("Retention:Schedule", options.Schedule, "0 30 2 * * *", time.GetUtcNow());
}
