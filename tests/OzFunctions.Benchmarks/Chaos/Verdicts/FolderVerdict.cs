using Azure.Data.Tables;
using OzFunctions.Benchmarks.Chaos.Endpoints;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Benchmarks.Chaos.Verdicts;

/// <summary>Judges the folders that must be there: their statuses, history, deliveries and lists.</summary>
/// <param name="tables">What is stored.</param>
/// <param name="endpoints">The bank's systems.</param>
/// <param name="findings">Takes the faults.</param>
internal sealed class FolderVerdict(ChaosTables tables, IReadOnlyList<ChaosEndpoint> endpoints, Findings findings)
{
    private readonly Dictionary<string, ILookup<string, LoadSink.Arrival>> _accepted = endpoints.ToDictionary(static endpoint => endpoint.Name, static endpoint => endpoint.Accepted.ToLookup(static arrival => arrival.Id));

    private readonly HashSet<string> _faultless = [.. endpoints.Where(static endpoint => endpoint.Behavior.Trouble is EndpointTrouble.None).Select(static endpoint => endpoint.Name)];

    /// <summary>Judges a folder.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="expected">The statuses that it must have.</param>
    public void Judge(string id, string expected)
    {
        var rows = tables.Folders[id].ToDictionary(static row => row.RowKey);
        if (!rows.TryGetValue("folder", out var fence) || fence.GetInt32("Version") is not { } version || fence.GetDateTimeOffset("ErasedAt") is not null)
        {
            findings.Check(false, $"{id} is lost.");
            return;
        }

        findings.Check(Statuses(fence) == expected, $"{id} is {Statuses(fence)} and must be {expected}.");
        findings.Check(rows.Keys.Count(static key => key.StartsWith("analysis|", StringComparison.Ordinal)) == fence.GetInt32("Analyses"), $"{id} lacks rows of analyses.");
        JudgeLists(id, fence);

        var (before, owed) = ("/", new HashSet<string>());
        for (var i = 1; i <= version; i++)
        {
            if (!rows.TryGetValue($"change|{i:D10}", out var change))
            {
                findings.Check(false, $"{id} has no version {i}.");
                continue;
            }

            findings.Check($"{change["PreviousResolutionStatus"]}/{change["PreviousSystemResolution"]}" == before, $"{id} has a gap before version {i}.");
            var types = change.GetString("Notifications").Split(',', StringSplitOptions.RemoveEmptyEntries);
            findings.Check(types.Contains(NotificationTypes.FolderResolutionChanged) == (before != Statuses(change)), $"{id} version {i} owes the wrong notifications: {string.Join(',', types)}.");
            foreach (var key in types.SelectMany(type => endpoints.Where(endpoint => endpoint.Events.Contains(type)).Select(endpoint => new DeliveryKey(i, type, endpoint.Name))))
            {
                owed.Add($"{key}");
                JudgeDelivery(rows, change, key);
            }

            before = Statuses(change);
        }

        findings.Check(before == Statuses(fence), $"{id} ends as {before} in its history.");
        var hasResult = fence.GetString("SystemResolution") is "SUCCESS" or "DECLINED";
        findings.Check(!hasResult || owed.Any(static key => key.Contains(NotificationTypes.GroupResolutionChanged, StringComparison.Ordinal)), $"{id} has a result and never owed a notification of its group.");
        foreach (var key in rows.Keys.Where(key => key.StartsWith(DeliveryKey.Prefix, StringComparison.Ordinal) && !owed.Contains(key)))
        {
            findings.Check(false, $"{key} of {id} is a delivery that its change does not owe.");
        }
    }

    private static string Statuses(TableEntity row) => $"{row["ResolutionStatus"]}/{row["SystemResolution"]}";

    private void JudgeLists(string id, TableEntity fence)
    {
        var shown = fence.GetInt32("ListVersion");
        var listed = tables.Index[id].ToList();
        findings.Check(listed is [var row] && row.GetInt32("Version") == shown && Statuses(row) == Statuses(fence), $"{id} is to be listed once at version {shown} and the index is at {string.Join(" and ", listed.Select(static one => one.GetInt32("Version")))}.");
        var wanted = fence.GetString("DueKind") is null ? 0 : 1;
        var standing = tables.Open[id].Where(static one => !one.IsByTime).Select(static one => one.Check.Version).ToList();
        findings.Check(standing.Count == wanted && standing.TrueForAll(one => one == shown), $"{id} is to be listed at version {shown} and the list of folders to ask about is at {string.Join(" and ", standing)}.");
        findings.Check(tables.Open[id].Count(one => one.IsByTime && one.Check.Version == shown) >= wanted, $"{id} is never due.");
        findings.Check(tables.Aliases[id].Count() == 1, $"{id} is listed {tables.Aliases[id].Count()} times by its metadata.");
        foreach (var parking in tables.Parked[id])
        {
            var state = tables.Folders[id].FirstOrDefault(delivery => delivery.RowKey == $"{parking.Key}")?.GetString("State");
            findings.Check(state == $"{parking.State}", $"{parking.Key} of {id} is listed as {parking.State} and is {state}.");
        }
    }

    private void JudgeDelivery(Dictionary<string, TableEntity> rows, TableEntity change, DeliveryKey key)
    {
        var name = $"{key} of {change.PartitionKey}";
        if (!rows.TryGetValue($"{key}", out var row))
        {
            findings.Check(false, $"{name} is lost.");
            return;
        }

        var accepted = _accepted[key.Endpoint][row.GetString("WebhookId")].ToList();
        findings.Check(accepted.TrueForAll(arrival => arrival.Statuses == Statuses(change)), $"{name} said something else.");
        switch (row.GetString("State"))
        {
            case "Delivered":
                findings.Check(accepted.Count > 0, $"{name} counts as delivered and never came.");
                break;
            case "Waiting" or "Dead" when _faultless.Contains(key.Endpoint):
                findings.Check(false, $"{name} is {row.GetString("State")}, and its endpoint never failed.");
                break;
            case "Waiting" when !tables.Disabled.Contains(key.Endpoint):
                findings.Check(false, $"{name} waits for a healthy endpoint.");
                break;
            case "Waiting" or "Dead":
                findings.Check(tables.Parked[change.PartitionKey].Any(parking => parking.Key == key && $"{parking.State}" == row.GetString("State")), $"{name} is {row.GetString("State")} and not listed so.");
                break;
            default:
                findings.Check(false, $"{name} is {row.GetString("State")} and nothing will come of it.");
                break;
        }
    }
}
