using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>Numbers of folders by their statuses.</summary>
/// <param name="Folders">The number of folders for each combination of statuses. Combinations without folders may be missing.</param>
/// <param name="Drift">The number of folders with drift: Oz reports a result that no group that may have finished last has.</param>
public sealed record FolderCounts(IReadOnlyDictionary<FolderStatuses, long> Folders, long Drift)
{
    /// <summary>Counts that are all zero.</summary>
    public static FolderCounts None { get; } = new(new Dictionary<FolderStatuses, long>(), 0);

    /// <summary>The number of all folders.</summary>
    public long Total => Folders.Values.Sum();

    /// <summary>Adds counts.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>Their sum.</returns>
    public static FolderCounts Sum(IReadOnlyCollection<FolderCounts> counts)
    {
        var folders = counts.SelectMany(static some => some.Folders).GroupBy(static pair => pair.Key, static pair => pair.Value);
        return new FolderCounts(folders.ToDictionary(static pair => pair.Key, static pair => pair.Sum()), counts.Sum(static some => some.Drift));
    }

    /// <summary>Counts the folders for which the selected status has a given value.</summary>
    /// <param name="which">Selects one of the folder's three statuses.</param>
    /// <param name="status">The status.</param>
    /// <returns>The number.</returns>
    public long Of(Func<FolderStatuses, Status> which, Status status) => Folders.Where(pair => which(pair.Key) == status).Sum(static pair => pair.Value);
}
