namespace OzFunctions.Web.Folders;

/// <summary>What is stored of folders (section <c>Folders</c>).</summary>
public sealed class FolderOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Folders";

    /// <summary>The most metadata keys.</summary>
    public const int MaxMetadataKeys = 20;

    /// <summary>The longest metadata key, in characters.</summary>
    public const int MaxMetadataKeyLength = 64;

    /// <summary>The metadata keys whose values are kept, for example a partner's own transaction id. At most 20, each of 1 to 64 characters.</summary>
    public IList<string> MetadataKeys { get; init; } = [];

    /// <summary><see cref="MetadataKeys"/> as a read-only list.</summary>
    internal IReadOnlyList<string> Keys => MetadataKeys as IReadOnlyList<string> ?? [.. MetadataKeys];
}
