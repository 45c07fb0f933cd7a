using Azure.Data.Tables;
using Azure.Storage.Queues;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Queues;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>What a run left behind, read from the tables and from what the banks' systems took, and never from the server.</summary>
internal sealed class ChaosVerdict
{
    private readonly List<string> _faults = [];
    private readonly ILookup<string, TableEntity> _folders;
    private readonly Dictionary<string, TableEntity> _index;
    private readonly ILookup<string, (bool IsByTime, FolderCheck Check)> _open;
    private readonly HashSet<(DeliveryState State, string Folder, DeliveryKey Key)> _parked;
    private readonly HashSet<string> _disabled;

    private ChaosVerdict(IEnumerable<TableEntity> folders, IEnumerable<TableEntity> index, IEnumerable<TableEntity> open, IEnumerable<TableEntity> parked, IEnumerable<TableEntity> health)
    {
        _folders = folders.Where(static row => !row.PartitionKey.StartsWith("endpoint|", StringComparison.Ordinal)).ToLookup(static row => row.PartitionKey);
        _index = index.Where(static row => row.ContainsKey("Version")).ToDictionary(static row => row.RowKey);
        _open = open.Select(static row => (Row: row, Check: CheckEntity.Read(row))).ToLookup(static row => row.Check.FolderId, static row => (IsByTime: row.Row.RowKey.StartsWith("d|", StringComparison.Ordinal), row.Check));
        _parked = [.. parked.Select(ParkedKeys.Read).Select(static entry => (entry.State, entry.Folder, entry.Key))];
        _disabled = [.. health.Where(static row => row.GetDateTimeOffset("DisabledAt") is not null).Select(static row => row.RowKey)];
    }

    /// <summary>Judges.</summary>
    /// <param name="storage">The connection string.</param>
    /// <param name="expected">What must have become of the folders.</param>
    /// <param name="endpoints">The banks' systems.</param>
    /// <returns>What is wrong; and how many deliveries were delivered, parked, and delivered more than once.</returns>
    public static async Task<(IReadOnlyList<string> Faults, int Delivered, int Parked, int Again)> JudgeAsync(string storage, Dictionary<string, string> expected, IReadOnlyList<ChaosEndpoint> endpoints)
    {
        var verdict = new ChaosVerdict(
            await RowsAsync(storage, TableNames.Folders),
            await RowsAsync(storage, TableNames.Index),
            await RowsAsync(storage, TableNames.Open),
            await RowsAsync(storage, TableNames.Parked),
            await RowsAsync(storage, TableNames.Endpoints));
        foreach (var name in Enum.GetValues<WorkQueueName>())
        {
            var poison = new QueueClient(storage, QueueNames.PoisonOf(name));
            verdict.Check(!await poison.ExistsAsync() || (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0, $"{poison.Name} holds a message.");
        }

        foreach (var (id, statuses) in expected)
        {
            verdict.JudgeFolder(id, statuses, endpoints);
        }

        foreach (var id in verdict._folders.Select(static folder => folder.Key).Except(expected.Keys))
        {
            verdict.Check(false, $"{id} is stored and nobody told of it.");
        }

        var deliveries = verdict._folders.SelectMany(static folder => folder).Where(static row => row.RowKey.StartsWith(DeliveryKey.Prefix, StringComparison.Ordinal)).ToList();
        var owed = deliveries.Select(static row => (row.GetString("Endpoint"), row.GetString("WebhookId"))).ToHashSet();
        var again = 0;
        foreach (var endpoint in endpoints.Where(static endpoint => endpoint.Sink is not null))
        {
            foreach (var taken in endpoint.Sink!.Taken.GroupBy(static received => received.Id))
            {
                again += taken.Count() - 1;
                verdict.Check(owed.Contains((endpoint.Name, taken.Key)), $"{endpoint.Name} was told {taken.Key}, which nobody owed.");
            }
        }

        return (verdict._faults, deliveries.Count(static row => row.GetString("State") == "Delivered"), deliveries.Count(static row => row.GetString("State") is "Waiting" or "Dead"), again);
    }

    private static async Task<List<TableEntity>> RowsAsync(string storage, string table)
    {
        var rows = new List<TableEntity>();
        var client = new TableClient(storage, table);
        await client.CreateIfNotExistsAsync();
        await foreach (var row in client.QueryAsync<TableEntity>())
        {
            rows.Add(row);
        }

        return rows;
    }

    private static string Statuses(TableEntity row) => $"{row["ResolutionStatus"]}/{row["SystemResolution"]}";

    private void JudgeFolder(string id, string expected, IReadOnlyList<ChaosEndpoint> endpoints)
    {
        var rows = _folders[id].ToDictionary(static row => row.RowKey);
        if (!rows.TryGetValue("folder", out var fence) || fence.GetInt32("Version") is not { } version)
        {
            Check(false, $"{id} is lost.");
            return;
        }

        Check(Statuses(fence) == expected, $"{id} is {Statuses(fence)} and must be {expected}.");
        Check(rows.Keys.Count(static key => key.StartsWith("analysis|", StringComparison.Ordinal)) == fence.GetInt32("Analyses"), $"{id} lacks rows of analyses.");
        var shown = fence.GetInt32("ListVersion");
        Check(_index.TryGetValue(id, out var listed) && listed.GetInt32("Version") == shown && Statuses(listed) == Statuses(fence), $"{id} is to be listed at version {shown} and the index is at {listed?.GetInt32("Version")}.");
        var wanted = fence.GetString("DueKind") is null ? 0 : 1;
        var standing = _open[id].Where(static row => !row.IsByTime).Select(static row => row.Check.Version).ToList();
        Check(standing.Count == wanted && standing.TrueForAll(one => one == shown), $"{id} is to be listed at version {shown} and the list of folders to ask about is at {string.Join(" and ", standing)}.");
        Check(_open[id].Count(row => row.IsByTime && row.Check.Version == shown) >= wanted, $"{id} is never due.");

        var before = "/";
        for (var i = 1; i <= version; i++)
        {
            if (!rows.TryGetValue($"change|{i:D10}", out var change))
            {
                Check(false, $"{id} has no version {i}.");
                continue;
            }

            Check($"{change["PreviousResolutionStatus"]}/{change["PreviousSystemResolution"]}" == before, $"{id} has a gap before version {i}.");
            var types = change.GetString("Notifications").Split(',', StringSplitOptions.RemoveEmptyEntries);
            Check(types.Contains(NotificationTypes.FolderResolutionChanged) == (before != Statuses(change)), $"{id} version {i} owes the wrong notifications: {string.Join(',', types)}.");
            foreach (var (type, endpoint) in types.SelectMany(type => endpoints.Where(endpoint => endpoint.Wants(type)).Select(endpoint => (type, endpoint))))
            {
                JudgeDelivery(rows, change, new DeliveryKey(i, type, endpoint.Name), endpoint);
            }

            before = Statuses(change);
        }

        Check(before == Statuses(fence), $"{id} ends as {before} in its history.");
    }

    private void JudgeDelivery(Dictionary<string, TableEntity> rows, TableEntity change, DeliveryKey key, ChaosEndpoint endpoint)
    {
        var name = $"{key} of {change.PartitionKey}";
        if (!rows.TryGetValue($"{key}", out var row))
        {
            Check(false, $"{name} is lost.");
            return;
        }

        var taken = endpoint.Sink?.Taken.Where(received => received.Id == row.GetString("WebhookId")).ToList() ?? [];
        Check(taken.TrueForAll(received => $"{received.Data["current"]!["resolutionStatus"]}/{received.Data["current"]!["systemResolution"]}" == Statuses(change)), $"{name} said something else.");
        switch (row.GetString("State"))
        {
            case "Delivered":
                Check(taken.Count > 0, $"{name} counts as delivered and never came.");
                break;
            case "Waiting" when !_disabled.Contains(endpoint.Name):
                Check(false, $"{name} waits for an endpoint that is well.");
                break;
            case "Waiting" or "Dead":
                Check(_parked.Contains((Enum.Parse<DeliveryState>(row.GetString("State")), change.PartitionKey, key)), $"{name} is {row.GetString("State")} and not listed so.");
                break;
            default:
                Check(false, $"{name} is {row.GetString("State")} and nothing will come of it.");
                break;
        }
    }

    private void Check(bool isRight, string fault)
    {
        if (!isRight)
        {
            _faults.Add(fault);
        }
    }
}
