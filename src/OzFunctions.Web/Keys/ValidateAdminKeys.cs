using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Keys;

/// <summary>Rejects admin keys that are also other keys, or that have two names.</summary>
public sealed class ValidateAdminKeys : IValidateOptions<KeyOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, KeyOptions options)
    {
        string[] failures =
        [
            .. options.Admin.Where(key => options.Webhook.Contains(key.Value) || options.Read.Contains(key.Value))
                .Select(static key => $"Keys:Admin:{key.Key} is also a webhook or read key. Use a key that nobody else has."),
            .. options.Admin.GroupBy(static key => key.Value).Where(static same => same.Count() > 1)
                .Select(static same => $"Keys:Admin has the same key under the names {string.Join(", ", same.Select(static key => key.Key))}. Records of actions need one key for each name."),
        ];

        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
