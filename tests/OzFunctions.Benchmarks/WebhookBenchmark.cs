using System.Text.Json;
using BenchmarkDotNet.Attributes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Benchmarks;

/// <summary>Parses and merges a webhook and recomputes the folder, compared with only parsing the same body.</summary>
[MemoryDiagnoser]
public class WebhookBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private byte[] _body = [];
    private Folder? _stored;

    /// <summary>A folder with two analyses as Oz sends it (7 KB), and one with forty (over 100 KB).</summary>
    [Params(2, 40)]
    public int Analyses { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _body = BenchmarkBodies.Folder("f1", Analyses, "FINISHED", updated: 20);
        var before = OzPayloadReader.Read(BenchmarkBodies.Folder("f1", Analyses, "PROCESSING", updated: 10), [], Now);
        _stored = Folder.Apply(null, before.FolderId, before.Records, ChangeCause.Webhook, Now)!.Current;
    }

    [Benchmark(Baseline = true)]
    public JsonDocument BareParse() => JsonDocument.Parse(_body);

    [Benchmark]
    public JsonValueKind BareParseDisposed()
    {
        using var document = JsonDocument.Parse(_body);
        return document.RootElement.ValueKind;
    }

    [Benchmark]
    public FolderChange? ReadMergeRecompute()
    {
        var payload = OzPayloadReader.Read(_body, [], Now);
        return Folder.Apply(_stored, payload.FolderId, payload.Records, ChangeCause.Webhook, Now);
    }
}
