using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Folders;

/// <summary>Validates the metadata keys.</summary>
public sealed class ValidateFolderOptions : IValidateOptions<FolderOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FolderOptions options) => options.MetadataKeys switch
    {
        { Count: > FolderOptions.MaxMetadataKeys } keys => ValidateOptionsResult.Fail(
            $"Folders:MetadataKeys has {keys.Count} keys; at most {FolderOptions.MaxMetadataKeys} are allowed."),
        var keys when keys.Any(static key => key.Length is 0 or > FolderOptions.MaxMetadataKeyLength) => ValidateOptionsResult.Fail(
            $"Folders:MetadataKeys has a key that does not have 1 to {FolderOptions.MaxMetadataKeyLength} characters."),
        var keys when keys.Distinct(StringComparer.Ordinal).Count() < keys.Count => ValidateOptionsResult.Fail(
            "Folders:MetadataKeys has the same key twice."),
        _ => ValidateOptionsResult.Success,
    };
}
