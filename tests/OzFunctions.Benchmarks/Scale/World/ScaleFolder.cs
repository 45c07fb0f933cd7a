using OzFunctions.Tests.Oracle;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>
/// A folder of two analyses, told in four webhooks: both run, one ends, the other is heard of, and ends too. All its times are of one second, so that folders that differ in nothing but id and second have rows
/// that do too.
/// </summary>
/// <param name="Id">Oz's id; the ids of all are as long.</param>
/// <param name="Second">When it was created and decided, seconds since 1970, UTC; ten digits.</param>
/// <param name="Verdict">What the second analysis ends with; null where it never ends.</param>
internal sealed record ScaleFolder(string Id, long Second, string? Verdict)
{
    /// <summary>How many webhooks tell of one that ends.</summary>
    public const int WithVerdict = 4;

    private static readonly (string State, string Result) Running = ("PROCESSING", "PROCESSING");

    /// <summary>How many webhooks tell of it.</summary>
    public int Webhooks => Verdict is null ? WithVerdict - 1 : WithVerdict;

    /// <summary>The metadata value by which it is found.</summary>
    public string Transaction => $"txn-{Id}";

    /// <summary>A webhook's body.</summary>
    /// <param name="webhook">Which, from 1.</param>
    /// <returns>The folder as it stands then.</returns>
    public byte[] Body(int webhook)
    {
        var end = webhook == WithVerdict ? ("FINISHED", Result: Verdict!) : Running;
        OracleCopy[] copies =
        [
            Copy(0, "QUALITY", webhook > 1 ? ("FINISHED", "SUCCESS") : Running, Math.Min(webhook, 2)),
            Copy(1, "BIOMETRY", end, webhook == 2 ? 1 : webhook),
        ];
        return BenchmarkBodies.Folder(Id, copies, end.Item1, end.Result);
    }

    private OracleCopy Copy(int index, string type, (string State, string Result) status, int tenths) =>
        new(BenchmarkBodies.AnalysisId(index), "group-1", type, status.State, status.Result, At(0), At(tenths));

    private DateTimeOffset At(int tenths) => DateTimeOffset.FromUnixTimeSeconds(Second).AddMilliseconds(100 * tenths);
}
