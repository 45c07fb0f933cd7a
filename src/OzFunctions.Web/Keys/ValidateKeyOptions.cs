using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Keys;

/// <summary>Rejects missing keys, with which the server would be open or unusable, and webhook keys that are also read keys.</summary>
public sealed class ValidateKeyOptions : IValidateOptions<KeyOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, KeyOptions options) => ValidationResult.Of(
    [
        .. OfKind("Keys:Webhook", options.Webhook),
        .. OfKind("Keys:Read", options.Read),
        .. options.Webhook.Intersect(options.Read).Any()
            ? ["Keys:Webhook and Keys:Read have a key in common. Oz knows the webhook key, so it must not open anything else."]
            : Array.Empty<string>(),
    ]);

    private static IEnumerable<string> OfKind(string setting, IList<string> keys)
    {
        if (keys.Count is 0 or > KeyOptions.MaxKeys)
        {
            yield return $"{setting} has {keys.Count} keys; set 1 to {KeyOptions.MaxKeys}, the first as {setting.Replace(":", "__", StringComparison.Ordinal)}__0.";
        }
    }
}
