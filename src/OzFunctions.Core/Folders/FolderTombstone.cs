namespace OzFunctions.Core.Folders;

/// <summary>What is left of a folder that was erased, so that nothing about it is ever taken again.</summary>
/// <param name="Version">The version that erased it: one more than its last.</param>
/// <param name="IndexHour">The hour under which the index listed it, by which what a crash left there is found.</param>
/// <param name="ErasedAt">When it was erased, UTC.</param>
/// <param name="Metadata">
/// Every metadata value under which it was, or may still be, listed; those that it had until the end since <paramref name="ErasedAt"/>. Empty
/// once its erasure has ended.
/// </param>
public sealed record FolderTombstone(int Version, IndexHour IndexHour, DateTimeOffset ErasedAt, IReadOnlyList<FormerMetadataEntry> Metadata)
{
    /// <summary>The metadata values without their times.</summary>
    public IReadOnlyList<FolderMetadataEntry> Entries => [.. Metadata.Select(static former => former.Entry)];

    /// <summary>The tombstone of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The tombstone.</returns>
    public static FolderTombstone Of(Folder folder, DateTimeOffset now) => new(
        folder.Version + 1,
        folder.IndexHour,
        now,
        [.. folder.Records.ListedMetadata.Select(entry => new FormerMetadataEntry(entry.Key, entry.Value!, now)), .. folder.FormerMetadata]);
}
