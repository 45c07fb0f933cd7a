using System.Diagnostics;
using OzFunctions.Benchmarks.Chaos.Endpoints;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Folders;

namespace OzFunctions.Benchmarks.Chaos.Verdicts;

/// <summary>Checks the folders that must be gone. Erasure may leave only a tombstone without metadata; retention may leave only an empty fence and a scheduled check.</summary>
/// <param name="tables">What is stored.</param>
/// <param name="endpoints">The bank's systems.</param>
/// <param name="findings">Takes the faults.</param>
internal sealed class GoneVerdict(ChaosTables tables, IReadOnlyList<ChaosEndpoint> endpoints, Findings findings)
{
    // What is under way when an erasure is answered may still come.
    private static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(2);

    /// <summary>Judges a folder that was erased.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="at">The timestamp of the answer to its erasure.</param>
    public void JudgeErased(string id, long at)
    {
        findings.Check(tables.Folders[id].ToList() is [{ RowKey: "folder" } tombstone] && tombstone.GetDateTimeOffset("ErasedAt") is not null, $"{id} was erased, and stored are {string.Join(", ", tables.Folders[id].Select(static row => row.RowKey))}.");
        findings.Check(tables.Folders[id].All(static row => FormerMetadataEntity.Read(row).Count == 0), $"{id} was erased, and its tombstone names metadata.");
        JudgeLists(id, tables.Open[id].Count());
        foreach (var endpoint in endpoints)
        {
            findings.Check(!endpoint.Accepted.Any(arrival => arrival.FolderId == id && Stopwatch.GetElapsedTime(at, arrival.At) > UnderWay), $"{endpoint.Name} was told of {id} after it was erased.");
        }
    }

    /// <summary>Judges a folder that retention must have removed.</summary>
    /// <param name="id">Its id.</param>
    public void JudgeRemoved(string id)
    {
        // A message that comes late leaves a bare fence, which holds nothing and expires as well.
        findings.Check(tables.Folders[id].All(static row => row.RowKey == "folder" && row.GetInt32("Version") == 0), $"{id} is too old, and stored are {string.Join(", ", tables.Folders[id].Select(static row => row.RowKey))}.");

        // The check of a settled folder is dropped when it is due; its row by due time must lead to it.
        var dues = tables.Open[id].Where(static row => row.IsByTime).Select(static row => row.Check.Due).ToHashSet();
        JudgeLists(id, tables.Open[id].Count(row => !row.IsByTime && !(row.Check.Kind is CheckKind.Settled && dues.Contains(row.Check.Due))));
    }

    private void JudgeLists(string id, int open) => findings.Check(
        !tables.Index[id].Any() && !tables.Aliases[id].Any() && !tables.Parked[id].Any() && open == 0,
        $"{id} is gone and listed {tables.Index[id].Count()} times in the index, {tables.Aliases[id].Count()} by metadata, {open} as open, {tables.Parked[id].Count()} by its deliveries.");
}
