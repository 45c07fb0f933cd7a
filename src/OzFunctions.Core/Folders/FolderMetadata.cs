namespace OzFunctions.Core.Folders;

/// <summary>The values of the metadata keys that the settings name. Other metadata is not stored.</summary>
/// <param name="Entries">At most one entry per key, sorted ordinally by key.</param>
public sealed record FolderMetadata(IReadOnlyList<FolderMetadataEntry> Entries) : IComparable<FolderMetadata>
{
    /// <summary>The maximum length of a stored value, in UTF-16 characters.</summary>
    public const int MaxValueLength = 1024;

    /// <inheritdoc/>
    public int CompareTo(FolderMetadata? other) => other is null ? 1 : string.CompareOrdinal(CanonicalText(), other.CanonicalText());

    private string CanonicalText() => Folders.CanonicalText.Of(Entries.SelectMany(static entry => (string?[])[entry.Key, entry.Value]));
}
