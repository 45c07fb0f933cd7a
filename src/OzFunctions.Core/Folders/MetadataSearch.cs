namespace OzFunctions.Core.Folders;

/// <summary>Finds folders by metadata values, for example the partner's own id.</summary>
/// <param name="aliases">The list of folders by metadata value; it may be behind the folders.</param>
/// <param name="store">The folder store.</param>
public sealed class MetadataSearch(IFolderAliases aliases, IFolderStore store)
{
    private const int MaxConcurrentReads = 8;

    /// <summary>Finds the folders that currently have all given metadata values.</summary>
    /// <param name="wanted">The values, at least one; the first is looked up in the list.</param>
    /// <param name="day">The day on which the folders were first seen, UTC; null for any.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, 1 to 1,000. Any page may hold fewer, even none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier page returned.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<PageOf<IndexedFolder>> FindAsync(
        IReadOnlyList<FolderMetadataEntry> wanted,
        DateOnly? day,
        FolderFilter filter,
        string? from,
        int limit,
        CancellationToken cancellationToken)
    {
        var page = await aliases.FindAsync(wanted[0], from, limit, cancellationToken);
        var found = new List<IndexedFolder>(page.Items.Count);
        foreach (var some in page.Items.Chunk(MaxConcurrentReads))
        {
            var folders = await Task.WhenAll(some.Select(async id => (await store.FindAsync(id, cancellationToken))?.Folder));
            found.AddRange(folders.OfType<Folder>().Where(folder => Has(folder, wanted) && (day ?? folder.IndexHour.Day) == folder.IndexHour.Day).Select(IndexedFolder.Of));
        }

        return new PageOf<IndexedFolder>([.. found.Where(filter.Includes)], page.Next);
    }

    private static bool Has(Folder folder, IReadOnlyList<FolderMetadataEntry> wanted) =>
        folder.Records.Metadata is { Value.Entries: var entries } && wanted.All(entries.Contains);
}
