namespace OzFunctions.Core.Folders;

/// <summary>The tombstone of an erased folder: it prevents anything about the folder from being stored again.</summary>
/// <param name="Version">The version of the erasure: one more than the folder's last.</param>
/// <param name="IndexHour">The folder's hour in the index, to find rows that a crash left there.</param>
/// <param name="ErasedAt">When it was erased, UTC.</param>
/// <param name="Metadata">
/// Every metadata value under which the folder was, or may still be, listed; for its last values, since <paramref name="ErasedAt"/>. Empty
/// when the erasure has ended.
/// </param>
/// <param name="EndedAt">When everything else of the folder had been removed, UTC; null until then.</param>
public sealed record FolderTombstone(int Version, IndexHour IndexHour, DateTimeOffset ErasedAt, IReadOnlyList<FormerMetadataEntry> Metadata, DateTimeOffset? EndedAt = null)
{
    /// <summary>The metadata values without their times.</summary>
    public IReadOnlyList<FolderMetadataEntry> Entries => [.. Metadata.Select(static former => former.Entry)];

    /// <summary>Creates the tombstone of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The tombstone.</returns>
    public static FolderTombstone Of(Folder folder, DateTimeOffset now) => new(
        folder.Version + 1,
        folder.IndexHour,
        now,
        [.. folder.Records.ListedMetadata.Select(entry => new FormerMetadataEntry(entry.Key, entry.Value!, now)), .. folder.FormerMetadata]);
}
