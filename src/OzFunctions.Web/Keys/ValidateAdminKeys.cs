using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Keys;

/// <summary>Refuses admin keys that open something else too, or do not tell who acted.</summary>
public sealed class ValidateAdminKeys : IValidateOptions<KeyOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, KeyOptions options)
    {
        string[] failures =
        [
            .. options.Admin.Where(key => options.Webhook.Contains(key.Value) || options.Read.Contains(key.Value))
                .Select(static key => $"Keys:Admin:{key.Key} is also a webhook or read key: who may read must not be able to act."),
            .. options.Admin.GroupBy(static key => key.Value).Where(static same => same.Count() > 1)
                .Select(static same => $"Keys:Admin has one key under the names {string.Join(", ", same.Select(static key => key.Key))}: nobody could tell who acted."),
        ];

        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
