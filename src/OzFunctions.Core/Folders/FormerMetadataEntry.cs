namespace OzFunctions.Core.Folders;

/// <summary>
/// A metadata value that a folder had and may still be listed under. It is remembered as long as the folder, since a process may be late by
/// however long its message waits, so that whatever removes rows of the lists can name them all.
/// </summary>
/// <param name="Key">The key, as the settings name it.</param>
/// <param name="Value">The value.</param>
/// <param name="Since">Since when the folder no longer has it, UTC.</param>
public sealed record FormerMetadataEntry(string Key, string Value, DateTimeOffset Since)
{
    /// <summary>How many a folder remembers; of more the oldest are forgotten.</summary>
    public const int Most = 20;

    /// <summary>The entry without its time.</summary>
    public FolderMetadataEntry Entry => new(Key, Value);

    /// <summary>The former values after a change.</summary>
    /// <param name="before">What was known before it.</param>
    /// <param name="former">The former values before it.</param>
    /// <param name="after">What is known after it.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The former values, or null when the metadata did not change.</returns>
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
                .TakeLast(Most),
        ];
    }
}
