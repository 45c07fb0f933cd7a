using Microsoft.Extensions.Options;
using OzFunctions.Web.Reconciliation;
using OzFunctions.Web.Removal;
using OzFunctions.Web.Schedules;

namespace OzFunctions.Server.Schedules;

/// <summary>Rejects schedules that cannot be parsed or never occur.</summary>
internal sealed class ValidateSchedules(TimeProvider time) : IValidateOptions<ReconciliationOptions>, IValidateOptions<RetentionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ReconciliationOptions options) => Result("Reconciliation:Schedule", options.Schedule, new ReconciliationOptions().Schedule);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RetentionOptions options) => Result("Retention:Schedule", options.Schedule, new RetentionOptions().Schedule);

    private ValidateOptionsResult Result(string setting, string? text, string example) =>
        ScheduleText.ProblemOf(setting, text, example, time.GetUtcNow()) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
