using OzFunctions.Tests.Oracle;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>
/// A folder with two analyses and four webhooks: both analyses run; the first ends; the second is updated; the second ends. All its times
/// are in one second, so that the rows of two folders differ only in the id and the second.
/// </summary>
/// <param name="Id">Oz's id. All ids have the same length.</param>
/// <param name="Second">When it was created and decided, in seconds since 1970, UTC; ten digits.</param>
/// <param name="Verdict">The verdict of the second analysis; null if it never ends.</param>
internal sealed record ScaleFolder(string Id, long Second, string? Verdict)
{
    /// <summary>The number of webhooks of a folder with a verdict.</summary>
    public const int WithVerdict = 4;

    private static readonly (string State, string Result) Running = ("PROCESSING", "PROCESSING");

    /// <summary>The number of its webhooks.</summary>
    public int Webhooks => Verdict is null ? WithVerdict - 1 : WithVerdict;

    /// <summary>The metadata value for searches.</summary>
    public string Transaction => $"txn-{Id}";

    /// <summary>Creates the body of a webhook.</summary>
    /// <param name="webhook">The number of the webhook, from 1.</param>
    /// <returns>The state of the folder at that webhook.</returns>
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
