namespace OzFunctions.Core.Folders;

/// <summary>
/// An earlier metadata value under which a folder may still be listed. It is kept as long as the folder, because a process may list it
/// arbitrarily late, and whatever removes list rows must be able to name them all.
/// </summary>
/// <param name="Key">The key as the settings name it.</param>
/// <param name="Value">The value.</param>
/// <param name="Since">Since when the folder has no longer had the value, UTC.</param>
public sealed record FormerMetadataEntry(string Key, string Value, DateTimeOffset Since)
{
    /// <summary>The maximum number that a folder keeps; the oldest are dropped.</summary>
    public const int MaxCount = 20;

    /// <summary>The entry without its time.</summary>
    public FolderMetadataEntry Entry => new(Key, Value);

    /// <summary>Determines the earlier values after a change.</summary>
    /// <param name="before">The records before the change.</param>
    /// <param name="former">The earlier values before the change.</param>
    /// <param name="after">The records after the change.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The earlier values, or null when the metadata did not change.</returns>
    internal static IReadOnlyList<FormerMetadataEntry>? After(FolderRecords before, IReadOnlyList<FormerMetadataEntry> former, FolderRecords after, DateTimeOffset now)
    {
        if (ReferenceEquals(before.Metadata, after.Metadata))
        {
            return null;
        }

        var (old, current) = (before.ListedMetadata, after.ListedMetadata);
        if (old.SequenceEqual(current))
        {
            return null;
        }

        return
        [
            .. former.Concat(old.Select(entry => new FormerMetadataEntry(entry.Key, entry.Value!, now)))
                .Where(entry => !current.Contains(entry.Entry))
                .TakeLast(MaxCount),
        ];
    }
}
