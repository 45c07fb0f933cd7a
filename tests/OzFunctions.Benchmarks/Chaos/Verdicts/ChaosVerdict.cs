using OzFunctions.Core.Notifications;

namespace OzFunctions.Benchmarks.Chaos.Verdicts;

/// <summary>The result of a run, computed from the storage and from the notifications that the endpoints accepted, never from the servers.</summary>
/// <param name="Faults">What is wrong.</param>
/// <param name="Delivered">How many deliveries were delivered.</param>
/// <param name="Parked">How many are held or dead.</param>
/// <param name="Again">How many notifications came once more.</param>
internal sealed record ChaosVerdict(IReadOnlyList<string> Faults, int Delivered, int Parked, int Again)
{
    /// <summary>Judges.</summary>
    /// <param name="world">What is judged.</param>
    /// <param name="plan">What must have become of the folders.</param>
    /// <returns>The verdict.</returns>
    public static async Task<ChaosVerdict> JudgeAsync(ChaosWorld world, ChaosPlan plan)
    {
        var (findings, tables, expected) = (new Findings(), await ChaosTables.ReadAsync(world.ConnectionString), plan.Expected(world.HasOz));
        await new WorkVerdict(findings).JudgeAsync(tables, world.ConnectionString, world.Strays);
        var folders = new FolderVerdict(tables, world.Endpoints, findings);
        foreach (var (id, statuses) in expected)
        {
            folders.Judge(id, statuses);
        }

        var gone = new GoneVerdict(tables, world.Endpoints, findings);
        plan.Past.ForEach(gone.JudgeRemoved);
        foreach (var (id, at) in plan.Erased)
        {
            gone.JudgeErased(id, at);
        }

        HashSet<string> known = [.. expected.Keys, .. plan.Past, .. plan.Erased.Keys];
        foreach (var id in tables.Folders.Select(static folder => folder.Key).Concat(tables.Open.Select(static folder => folder.Key)).Except(known))
        {
            findings.Check(false, $"{id} is stored and nobody told of it.");
        }

        var deliveries = tables.Folders.SelectMany(static folder => folder).Where(static row => row.RowKey.StartsWith(DeliveryKey.Prefix, StringComparison.Ordinal)).ToList();
        var owed = deliveries.Select(static row => (row.GetString("Endpoint"), row.GetString("WebhookId"))).ToHashSet();
        var again = 0;
        foreach (var endpoint in world.Endpoints)
        {
            foreach (var accepted in endpoint.Accepted.GroupBy(static arrival => arrival.Id))
            {
                again += accepted.Count() - 1;
                findings.Check(owed.Contains((endpoint.Name, accepted.Key)) || !expected.ContainsKey(accepted.First().FolderId), $"{endpoint.Name} was told {accepted.Key} of {accepted.First().FolderId}, which nobody owed.");
            }
        }

        return new ChaosVerdict(findings.Faults, deliveries.Count(static row => row.GetString("State") == "Delivered"), deliveries.Count(static row => row.GetString("State") is "Waiting" or "Dead"), again);
    }
}
