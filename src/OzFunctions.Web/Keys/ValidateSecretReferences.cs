using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Keys;

/// <summary>
/// Refuses settings that still hold a reference to a Key Vault: where Azure could not resolve it, the reference itself is handed on as the
/// value, and anybody could guess such a key.
/// </summary>
/// <param name="configuration">The settings.</param>
public sealed class ValidateSecretReferences(IConfiguration configuration) : IValidateOptions<KeyOptions>
{
    private const string Reference = "@Microsoft.KeyVault(";

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, KeyOptions options)
    {
        var unresolved = configuration.AsEnumerable()
            .Where(static setting => setting.Value?.StartsWith(Reference, StringComparison.OrdinalIgnoreCase) is true)
            .Select(static setting => setting.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        return unresolved.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{string.Join(", ", unresolved)}: the Key Vault reference was not resolved. See whether the app's identity may read the secret, and whether it exists.");
    }
}
