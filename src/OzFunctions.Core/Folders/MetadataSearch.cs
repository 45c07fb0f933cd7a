namespace OzFunctions.Core.Folders;

/// <summary>Finds folders by what the partner calls them.</summary>
/// <param name="aliases">Lists folders by metadata value; it may lag behind them.</param>
/// <param name="store">Remembers folders.</param>
public sealed class MetadataSearch(IFolderAliases aliases, IFolderStore store)
{
    private const int AtOnce = 8;

    /// <summary>Finds folders that have all of some metadata values now.</summary>
    /// <param name="wanted">The values, at least one; the first is the one that is looked up.</param>
    /// <param name="day">The day on which they were first seen, UTC; null for any.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
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
        foreach (var some in page.Items.Chunk(AtOnce))
        {
            var folders = await Task.WhenAll(some.Select(async id => (await store.FindAsync(id, cancellationToken))?.Folder));
            found.AddRange(folders.OfType<Folder>().Where(folder => Has(folder, wanted) && (day ?? folder.IndexHour.Day) == folder.IndexHour.Day).Select(IndexedFolder.Of));
        }

        return new PageOf<IndexedFolder>([.. found.Where(filter.Includes)], page.Next);
    }

    private static bool Has(Folder folder, IReadOnlyList<FolderMetadataEntry> wanted) =>
        folder.Records.Metadata is { Value.Entries: var entries } && wanted.All(entries.Contains);
}
