using BenchmarkDotNet.Attributes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Benchmarks;

/// <summary>Processes a webhook with one analysis for folders with many groups. The cost may grow at most linearly with the number of groups.</summary>
[MemoryDiagnoser]
public class FolderGrowthBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private byte[] _body = [];
    private Folder? _stored;

    /// <summary>The number of groups in the folder, with one analysis each. The largest body that is accepted has room for 5,000.</summary>
    [Params(1_000, 5_000)]
    public int Groups { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var known = OzPayloadReader.Read(BenchmarkBodies.Folder("f1", [.. Enumerable.Range(0, Groups).Select(i => Copy(i, "FINISHED", 10 + i))], "FINISHED", "SUCCESS"), [], Now);
        _stored = Folder.Apply(null, known.FolderId, known.Records, ChangeCause.Webhook, Now)!.Current;
        _body = BenchmarkBodies.Folder("f1", [Copy(Groups / 2, "PROCESSING", 20_000)], "PROCESSING", "PROCESSING");
    }

    [Benchmark]
    public object OneAnalysis()
    {
        var payload = OzPayloadReader.Read(_body, [], Now);
        var change = Folder.Apply(_stored, payload.FolderId, payload.Records, ChangeCause.Webhook, Now)!;
        var owed = OwedDeliveries.By(change, NotificationSettings.None);
        var fence = FenceEntity.Of(change.Current, new HashSet<string>());
        fence.ETag = new Azure.ETag("1");
        return (owed, FenceEntity.Read(fence));
    }

    private static OracleCopy Copy(int i, string state, double updated) =>
        new(BenchmarkBodies.AnalysisId(i), $"g{i}", "BIOMETRY", state, "SUCCESS", DateTimeOffset.UnixEpoch.AddSeconds(updated - 1), DateTimeOffset.UnixEpoch.AddSeconds(updated));
}
