using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Webhooks;

/// <summary>Merges the copies of one folder within a payload, for example when each analysis embeds the folder.</summary>
/// <remarks>
/// Per field: the copy with the later <c>time_updated</c> wins (missing is lowest), and a field of only one copy is kept. Of copies with
/// the same time, the worse status wins, of operators' decisions the one that keeps the folder from passing, and for other fields the greater value. The order of the copies does not matter.
/// </remarks>
internal static class OzFolderJoin
{
    /// <summary>Merges copies.</summary>
    /// <param name="copies">The copies, at least one.</param>
    /// <returns>The merged object.</returns>
    public static OzObject Of(IReadOnlyList<OzObject> copies) => new()
    {
        ResolutionStatus = Latest(copies, static copy => copy.ResolutionStatus, StatusRanking.Worse),
        SystemResolution = Latest(copies, static copy => copy.SystemResolution, StatusRanking.Worse),
        OperatorStatus = Latest(copies, static copy => copy.OperatorStatus, Stricter),
        TimeCreated = Latest(copies, static copy => copy.TimeCreated, Times.Later),
        TimeUpdated = copies.Max(static copy => copy.TimeUpdated),
        Metadata = MetadataOf(copies),
    };

    private static StatusWord? Stricter(StatusWord? left, StatusWord? right) =>
        Reported.Refuses(left) == Reported.Refuses(right) ? StatusRanking.Worse(left, right) : Reported.Refuses(left) ? left : right;

    private static FolderMetadata? MetadataOf(IReadOnlyList<OzObject> copies)
    {
        var keys = new SortedSet<string>(copies.SelectMany(static copy => copy.Metadata?.Entries ?? []).Select(static entry => entry.Key), StringComparer.Ordinal);
        return copies.Any(static copy => copy.Metadata is not null)
            ? new FolderMetadata([.. keys.Select(key => Latest(copies, copy => EntryOf(copy, key), Greater)!)])
            : null;
    }

    private static FolderMetadataEntry? EntryOf(OzObject copy, string key) => copy.Metadata?.Entries.FirstOrDefault(entry => entry.Key == key);

    private static FolderMetadataEntry? Greater(FolderMetadataEntry? left, FolderMetadataEntry? right) =>
        string.CompareOrdinal(left?.Value, right?.Value) > 0 ? left : right;

    private static T? Latest<T>(IReadOnlyList<OzObject> copies, Func<OzObject, T?> fieldOf, Func<T?, T?, T?> ofOneTime)
    {
        var (latest, at) = (default(T), (DateTimeOffset?)null);
        foreach (var copy in copies)
        {
            if (fieldOf(copy) is not { } value)
            {
                continue;
            }

            var order = latest is null ? 1 : Nullable.Compare(copy.TimeUpdated, at);
            latest = order > 0 ? value : order == 0 ? ofOneTime(latest, value) : latest;
            at = order > 0 ? copy.TimeUpdated : at;
        }

        return latest;
    }
}
