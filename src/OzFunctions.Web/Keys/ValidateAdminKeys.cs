using Microsoft.Extensions.Options;
using OzFunctions.Core.Runs;

namespace OzFunctions.Web.Keys;

/// <summary>Rejects admin keys that are also other keys, that have two names, or a name that the records of actions use otherwise.</summary>
public sealed class ValidateAdminKeys : IValidateOptions<KeyOptions>
{
    private static readonly string[] Reserved = [RunStarter.Schedule, RunStarter.Unknown, AdminGuard.Development];

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, KeyOptions options) => ValidationResult.Of(
    [
        .. options.Admin.Keys.Where(static key => Reserved.Contains(key, StringComparer.OrdinalIgnoreCase))
            .Select(static key => $"Keys:Admin:{key} has a name that is reserved for automatic actions. Use another, because it is recorded with each action."),
        .. options.Admin.Where(key => options.Webhook.Contains(key.Value) || options.Read.Contains(key.Value))
            .Select(static key => $"Keys:Admin:{key.Key} is also a webhook or read key. Use a key that nobody else has."),
        .. options.Admin.GroupBy(static key => key.Value).Where(static same => same.Count() > 1)
            .Select(static same => $"Keys:Admin has the same key under the names {string.Join(", ", same.Select(static key => key.Key))}. Records of actions need one key for each name."),
    ]);
}
