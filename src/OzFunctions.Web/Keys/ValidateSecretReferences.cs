using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Keys;

/// <summary>
/// Rejects settings that still hold a Key Vault reference. If Azure cannot resolve a reference, it passes the reference itself as the value, and anybody
/// could guess such a key.
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
                $"{string.Join(", ", unresolved)}: the Key Vault reference was not resolved. Check that the secret exists and that the app's identity may read it.");
    }
}
