using Azure.Data.Tables;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Benchmarks.Load;

/// <summary>The state of folders, read from the tables and from the received notifications, independently of what the server reports.</summary>
/// <param name="Lost">Folders without a row, versions missing from a history, and owed notifications that never arrived.</param>
/// <param name="Duplicated">Notifications received more often than owed.</param>
/// <param name="Wrong">Folders whose result differs from the oracle's, and notifications that differ from the history.</param>
/// <param name="Owed">The number of owed notifications.</param>
internal sealed record LoadVerdict(int Lost, int Duplicated, int Wrong, int Owed)
{
    /// <summary>Checks the folders and notifications.</summary>
    /// <param name="expected">The expected <c>resolutionStatus</c> and <c>systemResolution</c> of each folder, separated by a slash.</param>
    /// <param name="arrivals">The received notifications.</param>
    /// <param name="storage">The connection string of the storage account.</param>
    /// <returns>The verdict.</returns>
    public static async Task<LoadVerdict> JudgeAsync(IReadOnlyDictionary<string, string> expected, IReadOnlyCollection<LoadSink.Arrival> arrivals, string storage)
    {
        var folders = new Dictionary<string, (string Statuses, int Version)>();
        var changes = new Dictionary<(string Folder, int Version), (string Before, string After)>();
        await foreach (var row in new TableClient(storage, TableNames.Folders).QueryAsync<TableEntity>(
            "RowKey eq 'folder' or (RowKey ge 'change|' and RowKey lt 'change}')", maxPerPage: 1_000, ["PartitionKey", "RowKey", "Version", "ResolutionStatus", "SystemResolution", "PreviousResolutionStatus", "PreviousSystemResolution"]))
        {
            if (!expected.ContainsKey(row.PartitionKey))
            {
                continue;
            }

            var after = $"{row["ResolutionStatus"]}/{row["SystemResolution"]}";
            if (row.RowKey == "folder")
            {
                folders[row.PartitionKey] = (after, row.GetInt32("Version")!.Value);
            }
            else
            {
                changes[(row.PartitionKey, row.GetInt32("Version")!.Value)] = ($"{row.GetString("PreviousResolutionStatus")}/{row.GetString("PreviousSystemResolution")}", after);
            }
        }

        var gaps = folders.Sum(folder => Enumerable.Range(1, folder.Value.Version).Count(version => !changes.ContainsKey((folder.Key, version))));
        var owed = changes.Where(static change => change.Value.Before != change.Value.After).Select(static change => change.Key).ToHashSet();
        var came = arrivals.ToLookup(static arrival => (arrival.FolderId, arrival.Version));
        return new LoadVerdict(
            expected.Keys.Count(id => !folders.ContainsKey(id)) + gaps + owed.Count(change => !came.Contains(change)),
            came.Sum(static change => change.Count() - 1) + came.Count(change => !owed.Contains(change.Key)),
            expected.Count(folder => folders.TryGetValue(folder.Key, out var stored) && stored.Statuses != folder.Value)
                + folders.Count(folder => changes.TryGetValue((folder.Key, folder.Value.Version), out var last) && last.After != folder.Value.Statuses)
                + arrivals.Count(arrival => changes.TryGetValue((arrival.FolderId, arrival.Version), out var change) && change.After != arrival.Statuses),
            owed.Count);
    }
}
