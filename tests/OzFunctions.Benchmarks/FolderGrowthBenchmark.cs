using BenchmarkDotNet.Attributes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Benchmarks;

/// <summary>A webhook of one analysis for folders of many groups: what it costs must grow with the groups and not faster.</summary>
[MemoryDiagnoser]
public class FolderGrowthBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private byte[] _body = [];
    private Folder? _stored;

    /// <summary>How many groups the folder has, each of one analysis. Oz's largest body that is read names 5,000.</summary>
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
        var fence = FenceEntity.Of(change.Current, new HashSet<string>(), Guid.Empty);
        fence.ETag = new Azure.ETag("1");
        return (owed, FenceEntity.Read(fence));
    }

    private static OracleCopy Copy(int i, string state, double updated) =>
        new(BenchmarkBodies.AnalysisId(i), $"g{i}", "BIOMETRY", state, "SUCCESS", DateTimeOffset.UnixEpoch.AddSeconds(updated - 1), DateTimeOffset.UnixEpoch.AddSeconds(updated));
}
